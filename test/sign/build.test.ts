import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type BuildOptions, build, type FormatName, plan, type Signers } from '../../src/index.ts';
import { compiledCli, jacoPkg } from '../support/cli.ts';
import { needs, run, scratchFolder } from '../support/tools.ts';
import { GnuPg } from './gnupg.ts';

const PASSPHRASE = 'correct-horse-battery';

const folder = scratchFolder();
const at = (...names: string[]) => join(folder, ...names);

const CONFIG = `name: sundial
version: 1.2.3
maintainer: Sun Dial <sun@dial.example>
contents:
  - src: noon
    dst: /usr/share/sundial/noon
deb:
  signature:
    key_file: \${KEYS}.gpg
rpm:
  signature:
    key_file: \${KEYS}.gpg
apk:
  signature:
    key_file: \${KEYS}.pem
`;

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

beforeAll(() => {
  writeFileSync(at('nfpm.yaml'), CONFIG);
  writeFileSync(at('noon'), 'twelve\n');
  const lock = { cipher: 'aes-256-cbc', passphrase: PASSPHRASE };
  writeFileSync(at('good.pem'), rsa.export({ type: 'pkcs8', format: 'pem', ...lock }));
  writeFileSync(at('text.gpg'), 'a text');
  writeFileSync(at('text.pem'), 'a text');
});

const ALL: readonly FormatName[] = ['deb', 'rpm', 'apk'];

/** Builds into a folder of its own; tells what is in it afterwards, and what went wrong. */
async function attempt(env: Readonly<Record<string, string>>, more: Partial<BuildOptions> = {}) {
  const target = mkdtempSync(at('dist-'));
  const environment = { PATH: process.env['PATH'], ...env };
  const options = { packagers: ALL, target, cwd: folder, env: environment, ...more };
  const problems = await build(options).then(
    () => [],
    (error) => error.problems ?? [error],
  );
  return { problems, left: readdirSync(target).sort() };
}

describe('keys that cannot be used', () => {
  test('are all told at once, where they are named, before anything is built', async () => {
    const reads: unknown[] = [];
    const onProgress = (progress: unknown) => reads.push(progress);
    const { problems, left } = await attempt({ KEYS: 'text' }, { onProgress });
    expect(problems).toEqual([
      {
        code: 'key_invalid',
        place: { file: 'nfpm.yaml', line: 9, column: 15, key: 'deb.signature.key_file' },
        message: 'text.gpg is no OpenPGP key',
        hint: 'export the key with gpg --export-secret-keys --armor',
      },
      {
        code: 'key_invalid',
        place: { file: 'nfpm.yaml', line: 12, column: 15, key: 'rpm.signature.key_file' },
        message: 'text.gpg is no OpenPGP key',
        hint: 'export the key with gpg --export-secret-keys --armor',
      },
      {
        code: 'key_invalid',
        place: { file: 'nfpm.yaml', line: 15, column: 15, key: 'apk.signature.key_file' },
        message: 'text.pem is no private key in PEM form',
        hint: 'make one with openssl genrsa, or abuild-keygen',
      },
    ]);
    expect(left).toEqual([]);
    expect(reads).toEqual([]);
  });

  test('are told once for all architectures', async () => {
    const { problems } = await attempt({ KEYS: 'no' }, { arch: ['amd64', 'arm64', 'riscv64'] });
    expect(problems.map(({ code }: { code: string }) => code)).toEqual(
      Array(3).fill('key_unreadable'),
    );
  });

  test('do not stand in the way of a plan', async () => {
    const { packages } = await plan({ packagers: ALL, cwd: folder, env: { KEYS: 'no' } });
    expect(packages.map(({ pkg }) => pkg.signature?.keyFile)).toEqual([
      'no.gpg',
      'no.gpg',
      'no.pem',
    ]);
  });

  test('are no matter where a signer is given', async () => {
    const sign = () => '';
    const { problems } = await attempt(
      { KEYS: 'text' },
      { packagers: ['apk'], signers: { apk: { sign } } },
    );
    expect(problems).toMatchObject([{ code: 'signer_failed', place: { key: 'signers.apk.sign' } }]);
  });
});

describe('signers of jaco-pkg.yaml', () => {
  const failure = async (signers: string, format: FormatName) => {
    const cwd = mkdtempSync(at('project-'));
    writeFileSync(join(cwd, 'nfpm.yaml'), 'name: sundial\nversion: 1.2.3\n');
    writeFileSync(join(cwd, 'jaco-pkg.yaml'), `signers:\n${signers}\n`);
    const { problems, left } = await attempt({}, { cwd, packagers: [format] });
    expect(left).toEqual([]);
    return problems;
  };

  test('are found where they are written', async () => {
    expect(await failure('  deb:\n    key_file: none.gpg', 'deb')).toEqual([
      {
        code: 'key_unreadable',
        place: { file: 'jaco-pkg.yaml', line: 3, column: 15, key: 'signers.deb.key_file' },
        message: 'cannot read the key file none.gpg: there is no such file',
        hint: 'set signers.deb.key_file to the path of the key',
      },
    ]);
    expect(await failure('  rpm:\n    command: [no-such-signer]', 'srpm')).toMatchObject([
      {
        code: 'signer_failed',
        place: { file: 'jaco-pkg.yaml', line: 3, key: 'signers.rpm.command' },
        message: 'the signer command no-such-signer cannot be found',
      },
    ]);
    expect(await failure('  ipk:\n    command: [gpg]', 'ipk')).toMatchObject([
      { code: 'usage', place: { file: 'jaco-pkg.yaml', line: 3, key: 'signers.ipk' } },
    ]);
  });
});

describe('signers of the library', () => {
  const failure = async (packagers: readonly FormatName[], signers: Signers) => {
    const { problems, left } = await attempt({ KEYS: 'good' }, { packagers, signers });
    expect(left).toEqual([]);
    return problems;
  };

  test('are refused for a format without signatures', async () => {
    expect(await failure(['ipk'], { ipk: { sign: () => '' } })).toEqual([
      {
        code: 'usage',
        place: { key: 'signers.ipk' },
        message: 'a package of format ipk carries no signature',
        hint: 'leave signers.ipk out',
      },
    ]);
  });

  test('are refused when there are two of them', async () => {
    expect(await failure(['apk'], { apk: { keyFile: 'good.pem', command: ['openssl'] } })).toEqual([
      {
        code: 'usage',
        place: { key: 'signers.apk' },
        message: 'signers.apk has more than one of key file, command and callback',
        hint: 'leave one of them',
      },
    ]);
  });

  test('are not asked for formats that are not built', async () => {
    const { problems, left } = await attempt(
      { KEYS: 'text' },
      { packagers: ['tarball'], signers: { deb: { command: ['no-such-signer'] } } },
    );
    expect(problems).toEqual([]);
    expect(left).toHaveLength(1);
  });

  test('that name a key file say so where it is wrong', async () => {
    expect(await failure(['apk'], { apk: { keyFile: 'text.pem' } })).toMatchObject([
      { code: 'key_invalid', place: { key: 'signers.apk.keyFile' } },
    ]);
    expect(await failure(['deb'], { deb: { keyFile: 'text.gpg', keyId: 'x' } })).toMatchObject([
      { code: 'key_invalid', place: { key: 'signers.deb.keyFile' } },
    ]);
  });

  test('that fail late leave nothing behind', async () => {
    let calls = 0;
    const sign = () => {
      calls += 1;
      throw new Error('out of ink');
    };
    const { problems, left } = await attempt(
      { KEYS: 'good', NFPM_PASSPHRASE: PASSPHRASE },
      { packagers: ['apk', 'tarball', 'deb'], signers: { deb: { sign } } },
    );
    expect(calls).toBe(1);
    expect(problems).toMatchObject([
      { code: 'signer_failed', message: 'the sign callback for deb failed: out of ink' },
    ]);
    expect(left).toEqual([]);
  });

  test('are ended with the build', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const sign = async () => {
      controller.abort(reason);
      throw new Error('the connection was closed');
    };
    const { problems, left } = await attempt(
      { KEYS: 'good' },
      { packagers: ['deb'], signers: { deb: { sign } }, signal: controller.signal },
    );
    expect(problems).toEqual([reason]);
    expect(left).toEqual([]);
  });
});

needs('gpg')('a build with keys', () => {
  const gpg = new GnuPg();
  beforeAll(() => {
    const locked = { passphrase: PASSPHRASE };
    gpg.key('Dial Works', 'ed25519', 'cert,sign', locked);
    const key = gpg.export('key.gpg', ['--export-secret-keys', 'Dial Works'], locked);
    writeFileSync(at('good.gpg'), readFileSync(key));
  });

  test('makes the same packages on any day and in any time zone', async () => {
    const one = at('one');
    const two = at('two');
    for (const target of [one, two]) mkdirSync(target);
    const made = async (target: string, env: Record<string, string>) => {
      const secrets = { KEYS: 'good', NFPM_PASSPHRASE: PASSPHRASE };
      const options = { packagers: ALL, target, cwd: folder, env: { ...secrets, ...env } };
      const { artifacts } = await build({ ...options, parallelism: target === one ? 1 : 4 });
      return artifacts.map(({ sha256, format }) => [format, sha256]);
    };
    const first = await made(one, { SOURCE_DATE_EPOCH: '1700000000' });
    expect(await made(two, { SOURCE_DATE_EPOCH: '1700000000' })).toEqual(first);
  });

  test.each([
    ['wrong', { NFPM_PASSPHRASE: 'wrong-horse' }],
    ['missing', {}],
  ])('says that the passphrase is %s, and builds nothing', async (_, env) => {
    const { problems, left } = await attempt({ KEYS: 'good', ...env });
    expect(problems.map(({ code }: { code: string }) => code)).toEqual(
      Array(3).fill('key_password'),
    );
    expect(left).toEqual([]);
    expect(JSON.stringify(problems)).not.toContain('wrong-horse');
  });

  test('takes the passphrase of a format before that for all', async () => {
    const { problems, left } = await attempt({
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
    const target = mkdtempSync(at('cli-'));
    const args = ['build', '--json', '-p', 'deb', '-t', target];
    const { status, stdout } = await jacoPkg(args, { cwd: folder, env });
    expect(status).toBe(0);
    const [artifact] = JSON.parse(stdout).artifacts;
    expect(artifact.companions).toEqual([]);
    expect(readFileSync(artifact.path).includes('_gpgorigin')).toBe(true);
    const failed = await jacoPkg(args, { cwd: folder, env: { ...env, NFPM_PASSPHRASE: 'horse' } });
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain('nfpm.yaml:9:15 deb.signature.key_file: the passphrase in');
  });

  needs('strace')('under strace', () => {
    let launcher = '';
    beforeAll(() => {
      launcher = compiledCli(at('compiled'));
    });

    /** Builds, and tells all that was written or given to programs: first its own start, as hex. */
    const traced = (passphrase: string) => {
      const calls = 'trace=execve,write,writev,pwrite64,pwritev,sendto,sendmsg';
      const watch = ['-f', '-v', '-xx', '-s', '1000000', '-e', calls, '-o', at('trace')];
      const build = ['build', '-p', 'deb,rpm,apk', '-t', mkdtempSync(at('traced-'))];
      const env = { KEYS: 'good', NFPM_PASSPHRASE: passphrase };
      const outcome = run('strace', [...watch, process.execPath, launcher, ...build], {
        cwd: folder,
        env,
      });
      const [start = '', ...rest] = readFileSync(at('trace'), 'latin1')
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
  const { d, p, q } = createPrivateKey(rsa.export({ type: 'pkcs8', format: 'pem' })).export({
    format: 'jwk',
  });
  return [d, p, q].map((number) =>
    Buffer.from(number ?? '', 'base64url')
      .toString('hex')
      .slice(0, 64),
  );
}
