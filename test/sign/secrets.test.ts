import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { build } from '../../src/index.ts';
import { compiledCli, jacoPkg } from '../support/cli.ts';
import { needs, run, scratchFolder } from '../support/tools.ts';
import { GnuPg } from './gnupg.ts';
import { ALL, PASSPHRASE, Workspace } from './workspace.ts';

const workspace = new Workspace(scratchFolder());

needs('gpg')('a build with keys', () => {
  const gpg = new GnuPg();
  beforeAll(() => {
    const locked = { passphrase: PASSPHRASE };
    gpg.key('Dial Works', 'ed25519', 'cert,sign', locked);
    const key = gpg.export('key.gpg', ['--export-secret-keys', 'Dial Works'], locked);
    workspace.write('good.gpg', readFileSync(key));
  });

  test('makes the same packages again, whatever runs side by side', async () => {
    const made = async (parallelism: number) => {
      const secrets = { KEYS: 'good', NFPM_PASSPHRASE: PASSPHRASE };
      const env = { ...secrets, SOURCE_DATE_EPOCH: '1700000000' };
      const target = workspace.temporary();
      const options = { packagers: ALL, target, cwd: workspace.folder, env, parallelism };
      const { artifacts } = await build(options);
      return artifacts.map(({ sha256, format }) => [format, sha256]);
    };
    expect(await made(4)).toEqual(await made(1));
  });

  test.each([
    ['wrong', { NFPM_PASSPHRASE: 'wrong-horse' }],
    ['missing', {}],
  ])('says that the passphrase is %s, and builds nothing', async (_, env) => {
    const { problems, left } = await workspace.attempt({ KEYS: 'good', ...env });
    expect(problems.map(({ code }: { code: string }) => code)).toEqual(
      Array(3).fill('key_password'),
    );
    expect(left).toEqual([]);
    expect(JSON.stringify(problems)).not.toContain('wrong-horse');
  });

  test('takes the passphrase of a format before that for all', async () => {
    const { problems, left } = await workspace.attempt({
      KEYS: 'good',
      NFPM_PASSPHRASE: 'wrong-horse',
      NFPM_DEB_PASSPHRASE: PASSPHRASE,
      NFPM_RPM_PASSPHRASE: PASSPHRASE,
      NFPM_APK_PASSPHRASE: PASSPHRASE,
    });
    expect(problems).toEqual([]);
    expect(left).toHaveLength(3);
  });

  test('signs from the command line', async () => {
    const env = { KEYS: 'good', NFPM_PASSPHRASE: PASSPHRASE };
    const target = workspace.temporary();
    const args = ['build', '--json', '-p', 'deb', '-t', target];
    const { status, stdout } = await jacoPkg(args, { cwd: workspace.folder, env });
    expect(status).toBe(0);
    const [artifact] = JSON.parse(stdout).artifacts;
    expect(artifact.companions).toEqual([]);
    expect(readFileSync(artifact.path).includes('_gpgorigin')).toBe(true);
    const failed = await jacoPkg(args, {
      cwd: workspace.folder,
      env: { ...env, NFPM_PASSPHRASE: 'horse' },
    });
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain('nfpm.yaml:9:15 deb.signature.key_file: the passphrase in');
  });

  needs('strace')('under strace', () => {
    let launcher = '';
    beforeAll(() => {
      launcher = compiledCli(workspace.at('compiled'));
    });

    /** Builds, and tells all that was written or given to programs: first its own start, as hex. */
    const traced = (passphrase: string) => {
      const calls = 'trace=execve,write,writev,pwrite64,pwritev,sendto,sendmsg';
      const watch = ['-f', '-v', '-xx', '-s', '1000000', '-e', calls, '-o', workspace.at('trace')];
      const build = ['build', '-p', 'deb,rpm,apk', '-t', workspace.temporary()];
      const env = { KEYS: 'good', NFPM_PASSPHRASE: passphrase };
      const outcome = run('strace', [...watch, process.execPath, launcher, ...build], {
        cwd: workspace.folder,
        env,
      });
      const [start = '', ...rest] = readFileSync(workspace.at('trace'), 'latin1')
        .replaceAll('\\x', '')
        .split('\n');
      return { ...outcome, start, rest: rest.join('\n') };
    };
    const hex = (text: string) => Buffer.from(text).toString('hex');

    test('writes no secret anywhere, and gives none to a program', () => {
      const { status, start, rest } = traced(PASSPHRASE);
      expect(status).toBe(0);
      expect(start).toContain(hex(PASSPHRASE));
      expect(rest).toContain(hex('_gpgorigin'));
      for (const secret of [hex(PASSPHRASE), ...secretNumbers()])
        expect(rest).not.toContain(secret);
    });

    test('does not repeat a passphrase that is wrong', () => {
      const { status, start, rest, stderr } = traced('wrong-horse');
      expect(status).toBe(1);
      expect(stderr).toContain('[key_password]');
      expect(start).toContain(hex('wrong-horse'));
      expect(rest).toContain(hex('[key_password]'));
      expect(rest).not.toContain(hex('wrong-horse'));
    });
  });
});

/** Parts of the keys that nobody else may know, as hex. */
function secretNumbers(): string[] {
  const { d, p, q } = workspace.rsa.export({
    format: 'jwk',
  });
  return [d, p, q].map((number) =>
    Buffer.from(number ?? '', 'base64url')
      .toString('hex')
      .slice(0, 64),
  );
}
