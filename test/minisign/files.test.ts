import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownHolder } from '../../src/holder.ts';
import {
  encodePublicKey,
  encodeSecretKey,
  encodeSignature,
  readPublicKeys,
  readSecretKey,
  signFile,
  verifyFile,
  writePublicFile,
  writeSecretKey,
} from '../../src/minisign/index.ts';
import { temporaryPath } from '../../src/output/temporary.ts';
import { scratchFolder } from '../support/tools.ts';
import { CHEAP, codeOf, fixedKey } from './fixtures.ts';

const folder = scratchFolder();
const at = (name: string) => join(folder, name);
const key = fixedKey(5);
const keys = [key.publicKey];

describe('files', () => {
  test('are signed and verified, with the signature beside them', async () => {
    writeFileSync(at('big'), Buffer.alloc(5_000_000, 'x'));
    const signature = await signFile(at('big'), key, { seconds: 77 });
    expect(signature.trustedComment).toBe('timestamp:77\tfile:big\thashed');
    writeFileSync(at('big.minisig'), encodeSignature(signature));
    expect((await verifyFile(at('big'), keys)).key).toBe(key.publicKey);
    writeFileSync(at('big'), Buffer.alloc(5_000_001, 'x'));
    await expect(verifyFile(at('big'), keys)).rejects.toMatchObject({
      code: 'signature_invalid',
      message: expect.stringContaining(at('big.minisig')),
    });
    expect(await codeOf(() => verifyFile(at('none'), keys))).toBe('signature_unreadable');
    const elsewhere = { file: at('big.minisig') };
    expect(await codeOf(() => verifyFile(at('none'), keys, elsewhere))).toBe('content_unreadable');
    expect(await codeOf(() => signFile(at('none'), key, { seconds: 0 }))).toBe(
      'content_unreadable',
    );
  });

  test('of endless length are not read as keys or signatures', async () => {
    expect(await codeOf(() => readPublicKeys('/dev/zero'))).toBe('key_invalid');
    expect(await codeOf(() => readSecretKey('/dev/zero', () => 'x'))).toBe('key_invalid');
    const options = { file: '/dev/zero' };
    expect(await codeOf(() => verifyFile(at('big'), keys, options))).toBe('signature_malformed');
  });

  test('of keys are read; the password is asked for only when it is needed', async () => {
    writeFileSync(at('key.pub'), encodePublicKey(key.publicKey));
    expect(await readPublicKeys(at('key.pub'))).toEqual(keys);
    expect(await codeOf(() => readPublicKeys(at('none')))).toBe('key_unreadable');
    await writeSecretKey(at('plain.key'), await encodeSecretKey(key, 'none'));
    const unasked = await readSecretKey(at('plain.key'), () => expect.unreachable());
    expect(unasked.publicKey).toEqual(key.publicKey);
    const text = await encodeSecretKey(key, { password: 'pw', limits: CHEAP });
    await writeSecretKey(at('locked.key'), text);
    expect((await readSecretKey(at('locked.key'), () => 'pw')).publicKey).toEqual(key.publicKey);
    const asked = () => readSecretKey(at('locked.key'), async () => undefined);
    expect(await codeOf(asked)).toBe('key_password');
  });

  test('of secret keys belong to their owner alone and are not overwritten by accident', async () => {
    await writeSecretKey(at('secret.key'), 'first');
    expect(statSync(at('secret.key')).mode & 0o777).toBe(0o600);
    expect(await codeOf(() => writeSecretKey(at('secret.key'), 'second'))).toBe('target_conflict');
    expect(readFileSync(at('secret.key'), 'utf8')).toBe('first');
    symlinkSync('secret.key', at('link.key'));
    await writeSecretKey(at('link.key'), 'third', true);
    expect(readFileSync(at('secret.key'), 'utf8')).toBe('third');
    expect(statSync(at('secret.key')).mode & 0o777).toBe(0o600);
    expect(await codeOf(() => writeSecretKey(at('none/x.key'), 'x'))).toBe('target_unwritable');
    mkdirSync(at('taken'));
    expect(await codeOf(() => writeSecretKey(at('taken'), 'x', true))).toBe('target_unwritable');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('are replaced whole, and what a killed run left of them goes', async () => {
    const dead = { ...ownHolder(), pid: 999_999_999 };
    const left = ['a.pub', 'a.key'].map((name) => temporaryPath(folder, name, dead));
    for (const path of left) writeFileSync(path, 'half');
    await writePublicFile(at('a.pub'), 'public');
    expect(statSync(at('a.pub')).mode & 0o777).toBe(0o666 & ~process.umask());
    await writeSecretKey(at('a.key'), 'secret', true);
    expect(statSync(at('a.key')).mode & 0o777).toBe(0o600);
    expect(left.filter(existsSync)).toEqual([]);
  });
});
