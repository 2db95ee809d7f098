import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodePublicKey, publicKeyLine } from '../../src/minisign/index.ts';
import { fixedKey } from '../minisign/fixtures.ts';
import { makeRelease } from '../release/make-release.ts';
import { scratchFolder } from '../support/tools.ts';
import { runCli } from './run-cli.ts';

const key = fixedKey(31);
const root = scratchFolder();
const line = publicKeyLine(key.publicKey);

async function release() {
  const cwd = mkdtempSync(join(root, 'r-'));
  await makeRelease(join(cwd, 'dist'), { 'b.deb': 'deb', 'a.rpm': 'rpm' }, key);
  writeFileSync(join(cwd, 'key.pub'), encodePublicKey(key.publicKey));
  return cwd;
}

describe('jaco-pkg verify', () => {
  test('names each file, and who signed', async () => {
    const cwd = await release();
    const { keyId } = key.publicKey;
    expect(await runCli(['verify', 'dist', '-p', 'key.pub'], { cwd })).toEqual({
      code: 0,
      stdout: `a.rpm: OK\nb.deb: OK\nVerified 2 files, signed by key ${keyId}, and nothing else lies there\nTrusted comment: file:SHA256SUMS\n`,
      stderr: '',
    });
    const one = await runCli(['verify', 'dist/b.deb', '-P', line], { cwd });
    expect(one.stdout).toContain(`Verified 1 file, signed by key ${keyId}\n`);
  });

  test('prints JSON, or nothing', async () => {
    const cwd = await release();
    const { stdout } = await runCli(['verify', 'dist', '-P', line, '--json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      base: 'dist',
      keyId: key.publicKey.keyId,
      trustedComment: 'file:SHA256SUMS',
      files: [{ name: 'a.rpm', size: 3 }, { name: 'b.deb' }],
      isAll: true,
    });
    const quiet = await runCli(['verify', 'dist', '-P', line, '-q'], { cwd });
    expect(quiet).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('takes several keys', async () => {
    const cwd = await release();
    const other = publicKeyLine(fixedKey(32).publicKey);
    const args = ['verify', 'dist', '-q', '-P', other, '-p', 'key.pub'];
    expect((await runCli(args, { cwd })).code).toBe(0);
  });

  test('ends with 3 for a release that is not to be trusted', async () => {
    const cwd = await release();
    rmSync(join(cwd, 'dist/a.rpm'));
    writeFileSync(join(cwd, 'dist/c.apk'), '');
    const result = await runCli(['verify', 'dist', '-p', 'key.pub'], { cwd });
    expect(result.code).toBe(3);
    expect(result.stdout).toBe('b.deb: OK\n');
    expect(result.stderr).toBe(
      'error: a.rpm is missing [upgrade_verification_failed]\n' +
        'error: c.apk is not in SHA256SUMS, so it is not of this release [upgrade_verification_failed]\n',
    );
    const json = await runCli(['verify', 'dist', '-p', 'key.pub', '--json'], { cwd });
    expect(json.code).toBe(3);
    expect(JSON.parse(json.stdout).errors).toHaveLength(2);
  });

  test.each([
    ['no key', ['verify', 'dist'], 2, '[usage]'],
    ['no place', ['verify', '-P', line], 2, "missing required argument 'place'"],
    ['an odd address', ['verify', 'ftp://x/', '-P', line], 2, '[usage]'],
    ['a key that is not there', ['verify', 'dist', '-p', 'none.pub'], 1, '[key_unreadable]'],
    ['a key that is none', ['verify', 'dist', '-P', 'RWQ'], 1, '[key_invalid]'],
  ])('is called wrongly with %s', async (_, args, code, message) => {
    const result = await runCli(args, { cwd: await release() });
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(message);
  });
});
