import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { apk } from '../../src/apk/index.ts';
import { archlinux } from '../../src/archlinux/index.ts';
import { tarMember } from '../../src/container/tar.ts';
import { deb } from '../../src/deb/index.ts';
import { inspect } from '../../src/inspect/inspect.ts';
import { ipk } from '../../src/ipk/index.ts';
import { rpm } from '../../src/rpm/index.ts';
import { tarball } from '../../src/tarball/index.ts';
import { bytesOf } from '../support/kit.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { refusal, written } from './sample.ts';

const folder = scratchFolder();
const home = join(folder, 'gnupg');
const gpg = (...args: string[]) =>
  output('gpg', [
    '--homedir',
    home,
    '--batch',
    '--yes',
    '--pinentry-mode',
    'loopback',
    '--passphrase',
    '',
    ...args,
  ]);

/** Signatures of a file, as one line each. */
async function signatures(path: string, ...keys: string[]): Promise<string[]> {
  const read = await inspect(path, { keys });
  return read.signatures.map(({ name, state }) => `${name}: ${state}`);
}

needs('gpg', 'ar')('signatures by GnuPG', () => {
  const mine = join(folder, 'mine.asc');
  const other = join(folder, 'other.gpg');

  beforeAll(() => {
    mkdirSync(home, { mode: 0o700 });
    for (const name of ['mine', 'other']) {
      gpg('--quick-gen-key', `${name} <${name}@sign.example>`, 'rsa2048', 'sign', 'never');
    }
    gpg('--armor', '--output', mine, '--export', 'mine');
    gpg('--output', other, '--export', 'other');
  });

  test('of debs are verified, and only with the key that made them', async () => {
    const path = join(folder, 'signed.deb');
    writeFileSync(path, await written(deb));
    output('ar', ['x', path], { cwd: folder });
    const members = ['debian-binary', 'control.tar.gz', 'data.tar.gz'].map((name) =>
      join(folder, name),
    );
    writeFileSync(join(folder, 'all'), Buffer.concat(members.map((name) => readFileSync(name))));
    gpg(
      '--local-user',
      'mine',
      '--output',
      join(folder, '_gpgorigin'),
      '--detach-sign',
      join(folder, 'all'),
    );
    output('ar', ['qS', path, '_gpgorigin'], { cwd: folder });
    expect(await signatures(path)).toEqual(['_gpgorigin: unchecked']);
    expect(await signatures(path, mine)).toEqual(['_gpgorigin: valid']);
    expect(await signatures(path, other)).toEqual(['_gpgorigin: unknown-key']);
    expect(await signatures(path, other, mine)).toEqual(['_gpgorigin: valid']);
    const bytes = readFileSync(path);
    bytes[bytes.indexOf('2.0\n') + 2] = 0x31;
    writeFileSync(path, bytes);
    expect(await signatures(path, mine)).toEqual(['_gpgorigin: invalid']);
  });

  test('of pacman packages stand beside them', async () => {
    const path = join(folder, 'signed.pkg.tar');
    writeFileSync(path, await written(archlinux, { compression: { name: 'none' } }));
    gpg('--local-user', 'mine', '--output', `${path}.sig`, '--detach-sign', path);
    expect(await signatures(path)).toEqual(['signed.pkg.tar.sig: unchecked']);
    expect(await signatures(path, mine)).toEqual(['signed.pkg.tar.sig: valid']);
    writeFileSync(`${path}.sig`, 'no signature');
    expect(await signatures(path, mine)).toEqual(['signed.pkg.tar.sig: invalid']);
  });

  test.each([
    ['signed.tar.gz', '.asc', () => written(tarball)],
    ['signed.pkg.tar.zst', '.sig', () => written(archlinux)],
    ['signed.ipk', '.asc', () => written(ipk)],
  ])('are none of %s where a text is signed', async (name, suffix, make) => {
    const path = join(folder, name);
    writeFileSync(path, await make());
    writeFileSync(join(folder, 'text'), 'Something else is out.\n');
    const text = join(folder, 'text');
    gpg('--local-user', 'mine', '--output', `${path}${suffix}`, '--clear-sign', text);
    expect(await signatures(path, mine)).toEqual([`${name}${suffix}: invalid`]);
    expect(await signatures(path)).toEqual([`${name}${suffix}: invalid`]);
    gpg('--local-user', 'mine', '--output', `${path}${suffix}`, '--detach-sign', path);
    expect(await signatures(path, mine)).toEqual([`${name}${suffix}: valid`]);
  });

  needs('rpmsign')('and rpm', () => {
    test('of rpms are verified', async () => {
      const path = join(folder, 'signed.rpm');
      writeFileSync(path, await written(rpm));
      const program = output('sh', ['-c', 'command -v gpg']).trim();
      const define = ['--define', '_gpg_name mine', '--define', `__gpg ${program}`];
      output('rpmsign', [...define, '--addsign', path], { env: { GNUPGHOME: home } });
      expect((await signatures(path)).every((line) => line.endsWith('unchecked'))).toBe(true);
      const valid = await signatures(path, mine);
      expect(valid).toContain('RSA of the header: valid');
      expect(valid.every((line) => line.endsWith(': valid'))).toBe(true);
      expect((await inspect(path)).checks.filter(({ ok }) => !ok)).toEqual([]);
      const bytes = readFileSync(path);
      bytes[bytes.lastIndexOf('Dial Works')] = 0x64;
      writeFileSync(path, bytes);
      const broken = await inspect(path, { keys: [mine] });
      expect(broken.signatures.every(({ state }) => state === 'invalid')).toBe(true);
      expect(broken.checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual([
        'header SHA-1',
        'header SHA-256',
        'header and payload MD5',
      ]);
    });
  });

  test('need a key that is one', async () => {
    const path = join(folder, 'no.key');
    writeFileSync(path, 'no key');
    const bytes = await written(deb);
    expect(await refusal(inspect(bytes, { keys: [path] }))).toEqual({
      code: 'key_invalid',
      file: path,
    });
    const missing = join(folder, 'missing.key');
    expect(await refusal(inspect(bytes, { keys: [missing] }))).toEqual({
      code: 'key_unreadable',
      file: missing,
    });
  });
});

describe('signatures of apks', () => {
  test.each([
    ['RSA', 'RSA-SHA1'],
    ['RSA256', 'RSA-SHA256'],
    ['RSA512', 'RSA-SHA512'],
  ])('%s is verified over the control section', async (algorithm, digest) => {
    const plain = await written(apk);
    const control = plain.subarray(0, plain.indexOf(Buffer.of(0x1f, 0x8b, 8), 10));
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = join(folder, 'builder@sign.example.rsa.pub');
    writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }));
    const signature = createSign(digest).update(control).sign(privateKey);
    const name = `.SIGN.${algorithm}.builder@sign.example.rsa.pub`;
    const member = { name, type: 'file', mode: 0o644, uname: '', gname: '', mtime: 0 } as const;
    const tar = await bytesOf(tarMember({ ...member, size: signature.length }, 'pax', signature));
    const path = join(folder, 'signed.apk');
    writeFileSync(path, Buffer.concat([gzipSync(tar), plain]));
    expect((await inspect(path)).checks.map(({ ok }) => ok)).toEqual([true, true]);
    expect(await signatures(path)).toEqual([`${name}: unchecked`]);
    expect(await signatures(path, key)).toEqual([`${name}: valid`]);
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    writeFileSync(join(folder, 'other.rsa.pub'), other.export({ type: 'spki', format: 'pem' }));
    expect(await signatures(path, join(folder, 'other.rsa.pub'))).toEqual([`${name}: unknown-key`]);
    writeFileSync(key, other.export({ type: 'pkcs1', format: 'pem' }));
    expect(await signatures(path, key)).toEqual([`${name}: invalid`]);
  });
});
