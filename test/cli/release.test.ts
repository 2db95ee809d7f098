import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodePublicKey, encodeSecretKey } from '../../src/minisign/index.ts';
import { CHEAP, fixedKey } from '../minisign/fixtures.ts';
import { COMMITTED, makeProject } from '../release/project.ts';
import { compiledCli } from '../support/cli.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { runCli } from './run-cli.ts';

const root = scratchFolder();
const key = fixedKey(81);

const jacoPkg = (command: string, cwd: string, env: Record<string, string> = {}) =>
  runCli(command.split(' '), { cwd, env });

needs('git')('jaco-pkg release', () => {
  test('shows names, sizes and digests', async () => {
    const cwd = makeProject(root);
    const { code, stdout, stderr } = await jacoPkg('release', cwd);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const sums = readFileSync(join(cwd, 'dist/release/SHA256SUMS'), 'utf8');
    const rows = stdout.split('\n').slice(0, -2);
    expect(rows).toHaveLength(13);
    for (const row of rows) {
      const [, name = '', sha256] = /^(\S+) +\d+(?:\.\d)? k?B {2}([0-9a-f]{64})$/.exec(row) ?? [];
      if (name !== 'SHA256SUMS') expect(sums).toContain(`${sha256}  ${name}\n`);
    }
    expect(stdout).toMatch(/\nReleased lamp 1\.2\.3 in dist\/release, not signed\n$/);
    expect(await jacoPkg('release -q', cwd)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('shows what it would be', async () => {
    const cwd = makeProject(root);
    const { stdout } = await jacoPkg('release --dry-run --only linux/arm64', cwd);
    expect(stdout).toBe(`lamp_1.2.3_arm64.deb            deb for linux/arm64
lamp-1.2.3-1.aarch64.rpm        rpm for linux/arm64
lamp_1.2.3_aarch64.apk          apk for linux/arm64
lamp-v1.2.3-linux-arm64.tar.gz  tarball for linux/arm64
LICENSE                         copy of LICENSE
release.json                    what the part is, for release merge
A part of the release of lamp 1.2.3, for dist/release
`);
    const whole = JSON.parse((await jacoPkg('release -n --json -t out', cwd)).stdout);
    expect(whole).toMatchObject({ version: '1.2.3', isWhole: true, target: join(cwd, 'out') });
    const names = (plan: { files: { name: string }[] }) => plan.files.map(({ name }) => name);
    expect(names(whole).slice(-3)).toEqual([
      'lamp-v1.2.3.spdx.json',
      'lamp-v1.2.3.provenance.json',
      'SHA256SUMS',
    ]);
    const signed = await jacoPkg('release -n --json --minisign-key k', cwd);
    expect(names(JSON.parse(signed.stdout))).toContain('SHA256SUMS.minisig');
    expect(existsSync(join(cwd, 'dist'))).toBe(false);
  });

  test('takes other extensions than those beside the configuration', async () => {
    const cwd = makeProject(root);
    writeFileSync(join(cwd, '.git/other.yaml'), 'release: { formats: [ipk] }\n');
    const { stdout } = await jacoPkg('release -n -x .git/other.yaml', cwd);
    expect(stdout).toContain('lamp_1.2.3_x86_64.ipk');
    expect(stdout).not.toContain('.deb');
  });

  test('prints JSON, of a failure too', async () => {
    const cwd = makeProject(root);
    const made = JSON.parse((await jacoPkg('release --json', cwd)).stdout);
    expect(made).toMatchObject({
      name: 'lamp',
      version: '1.2.3',
      tag: 'v1.2.3',
      time: COMMITTED,
      isDirty: false,
      isWhole: true,
      warnings: [],
    });
    expect(made.files).toHaveLength(13);
    expect(made).not.toHaveProperty('keyId');
    const failed = await jacoPkg('release --json --tag v9', cwd);
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.stdout).errors).toMatchObject([{ code: 'release_checkout' }]);
  });

  test('signs with the key of a file, of the environment, or its text', async () => {
    const cwd = makeProject(root, { '.gitignore': '/bin/\n/dist/\n*.key\n*.pub\n' });
    const protection = { password: 'secret', limits: CHEAP };
    const text = await encodeSecretKey(key, protection);
    writeFileSync(join(cwd, 'its.key'), text);
    writeFileSync(join(cwd, 'its.pub'), encodePublicKey(key.publicKey));
    const MINISIGN_PASSWORD = 'secret';
    const ways: [string, Record<string, string>][] = [
      ['release --minisign-key its.key', {}],
      ['release', { MINISIGN_KEY: 'its.key' }],
      ['release', { MINISIGN_KEY: text }],
      ['release', { MINISIGN_KEY: text.split('\n')[1] ?? '' }],
    ];
    for (const [command, env] of ways) {
      const { stdout } = await jacoPkg(command, cwd, { ...env, MINISIGN_PASSWORD });
      expect(stdout).toContain(`, signed by key ${key.publicKey.keyId}\n`);
      expect((await jacoPkg('verify dist/release -p its.pub -q', cwd)).code).toBe(0);
    }
    const none = await jacoPkg('release --clean', cwd, { MINISIGN_KEY: '' });
    expect(none.stdout).toContain('not signed');
  });

  test('asks for the key before anything is built, and shows nothing of it', async () => {
    const cwd = makeProject(root);
    const protection = { password: 'secret', limits: CHEAP };
    const MINISIGN_KEY = await encodeSecretKey(key, protection);
    for (const [env, code] of [
      [{ MINISIGN_KEY }, 'key_password'],
      [{ MINISIGN_KEY, MINISIGN_PASSWORD: 'sekret' }, 'key_password'],
      [{ MINISIGN_KEY: MINISIGN_KEY.replace(/\n.{20}/, '\nAAAA') }, 'key_invalid'],
      [{ MINISIGN_KEY: 'none.key' }, 'key_unreadable'],
    ] as const) {
      const { code: status, stdout, stderr } = await jacoPkg('release', cwd, env);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toContain(`[${code}]`);
      expect(stderr).not.toMatch(/sekret|[A-Za-z0-9+/]{40}/);
    }
    expect(existsSync(join(cwd, 'dist'))).toBe(false);
  });
});

needs('git')('parts, made on one machine by the commands of docs/release.md,', () => {
  const text = readFileSync(new URL('../../docs/release.md', import.meta.url), 'utf8');
  const [, block = ''] = /^### On several machines$.*?^```sh\n(.*?)^```$/ms.exec(text) ?? [];
  const commands = block.match(/(?<=^npx jaco-pkg ).*?(?= *(?:#|$))/gm) ?? [];

  test('make a whole release', async () => {
    const cwd = makeProject(root);
    writeFileSync(join(cwd, 'jaco.key'), await encodeSecretKey(key, 'none'));
    const parts = ['dist/part-arm64', 'dist/part-rest'];
    // The key is kept elsewhere, or ignored as dist is.
    writeFileSync(join(cwd, '.git/info/exclude'), '/jaco.key\n');
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      const given = command.replace('dist/part-*', parts.join(' '));
      expect(await jacoPkg(given, cwd)).toMatchObject({ code: 0, stderr: '' });
    }
    expect(existsSync(join(cwd, 'dist/release/SHA256SUMS.minisig'))).toBe(true);
  });
});

needs('git')('jaco-pkg release merge', () => {
  test('makes one release of parts', async () => {
    const cwd = makeProject(root);
    const part = await jacoPkg('release --only amd64,darwin -t dist/a', cwd);
    expect(part.stdout).toMatch(/\nMade a part of lamp 1\.2\.3 in dist\/a\n$/);
    await jacoPkg('release --only linux/arm64 -t dist/b', cwd);
    const { code, stdout } = await jacoPkg('release merge dist/a dist/b', cwd);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nReleased lamp 1\.2\.3 in dist\/release, not signed\n$/);
    const env = { MINISIGN_KEY: await encodeSecretKey(key, 'none') };
    const json = await jacoPkg('release merge dist/a dist/b --json -t dist/c', cwd, env);
    expect(JSON.parse(json.stdout)).toMatchObject({ keyId: key.publicKey.keyId, isWhole: true });
    const missing = await jacoPkg('release merge dist/a -t dist/d', cwd);
    expect(missing.code).toBe(1);
    expect(missing.stderr.match(/\[release_shards\]/g)).toHaveLength(4);
  });

  test.each([
    ['no folder', 'release merge'],
    ['what only a whole release takes', 'release merge a --dry-run'],
    ['a folder without the word merge', 'release a'],
    ['a part of nothing', 'release --only windows'],
    ['a key for a part', 'release --only deb --minisign-key k'],
    ['a tag for a snapshot', 'release --snapshot --tag v1.2.3'],
  ])('is called wrongly with %s', async (_, command) => {
    expect((await jacoPkg(command, makeProject(root))).code).toBe(2);
  });
});

needs('git', 'strace')('the whole set', () => {
  test('is made of one reading of each source', () => {
    const cwd = makeProject(root);
    const cli = compiledCli(join(root, 'compiled'));
    const trace = join(root, 'trace');
    const args = ['-f', '-qq', '-e', 'trace=openat', '-o', trace, process.execPath, cli, 'release'];
    output('strace', args, { cwd });
    const opened = readFileSync(trace, 'utf8');
    const times = (name: string) => opened.split(`${name}"`).length - 1;
    for (const target of ['linux-amd64', 'linux-arm64', 'darwin-arm64']) {
      expect(times(`bin/${target}/lamp`)).toBe(1);
    }
    // Packed nine times, and copied as it is.
    expect(times(`${cwd}/LICENSE`)).toBe(1);
    expect(readdirSync(join(cwd, 'dist/release'))).toHaveLength(13);
  });
});
