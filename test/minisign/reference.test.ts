import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_TRUSTED_BYTES, MAX_UNTRUSTED_BYTES } from '../../src/minisign/comment.ts';
import {
  encodePublicKey,
  encodeSecretKey,
  encodeSignature,
  parsePublicKey,
  parseSecretKey,
  parseSignature,
  publicKeyLine,
  readPublicKeys,
  readSecretKey,
  sign,
  signFile,
  verify,
  verifyFile,
} from '../../src/minisign/index.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { CHEAP, codeOf, commentText, fixedKey } from './fixtures.ts';

const cwd = scratchFolder();
const at = (name: string) => join(cwd, name);
const minisign = (args: string[], input = '') => output('minisign', args, { cwd, input });
const exitOf = (args: string[], input = '') => run('minisign', args, { cwd, input }).status;

const key = fixedKey(11);
const line = publicKeyLine(key.publicKey);
const noPassword = () => expect.unreachable();

needs('minisign')('with the reference program', () => {
  writeFileSync(at('data'), 'what is released\n');

  test('its unencrypted key signs here, and both make the same bytes', async () => {
    minisign(['-G', '-W', '-p', 'its.pub', '-s', 'its.key']);
    const its = await readSecretKey(at('its.key'), noPassword);
    expect(await readPublicKeys(at('its.pub'))).toEqual([its.publicKey]);
    expect(encodePublicKey(its.publicKey)).toBe(readFileSync(at('its.pub'), 'utf8'));
    minisign(['-S', '-s', 'its.key', '-m', 'data', '-t', 'v1', '-c', 'u1']);
    const ours = await signFile(at('data'), its, { seconds: 0, trusted: 'v1', untrusted: 'u1' });
    expect(encodeSignature(ours)).toBe(readFileSync(at('data.minisig'), 'utf8'));
    await verifyFile(at('data'), [its.publicKey], { requirePrehashed: true });
  });

  test('our unencrypted key signs there', async () => {
    writeFileSync(at('our.key'), await encodeSecretKey(key, 'none'));
    minisign(['-S', '-s', 'our.key', '-m', 'data', '-x', 'default.minisig']);
    const verified = await verifyFile(at('data'), [key.publicKey], { file: at('default.minisig') });
    expect(verified.trustedComment).toMatch(/^timestamp:\d+\tfile:data\thashed$/);
    minisign(['-R', '-s', 'our.key', '-p', 'recreated.pub']);
    expect(readFileSync(at('recreated.pub'), 'utf8')).toBe(encodePublicKey(key.publicKey));
  });

  test('our signature by default is what it writes by default', async () => {
    minisign(['-S', '-s', 'our.key', '-m', 'data', '-x', 'its.minisig']);
    const its = readFileSync(at('its.minisig'), 'utf8');
    const seconds = Number(/timestamp:(\d+)/.exec(its)?.[1]);
    expect(encodeSignature(await signFile(at('data'), key, { seconds }))).toBe(its);
  });

  test('its legacy signature is verified here', async () => {
    minisign(['-S', '-l', '-s', 'our.key', '-m', 'data', '-x', 'legacy.minisig']);
    const file = at('legacy.minisig');
    expect(parseSignature(readFileSync(file)).isPrehashed).toBe(false);
    await verifyFile(at('data'), [key.publicKey], { file });
    const strict = { file, requirePrehashed: true };
    expect(await codeOf(() => verifyFile(at('data'), [key.publicKey], strict))).toBe(
      'signature_invalid',
    );
  });

  test('any data and comments: our signature is accepted there', async () => {
    const arbitrary = fc.asyncProperty(
      fc.uint8Array({ maxLength: 5000 }),
      commentText,
      commentText,
      async (bytes, trusted, untrusted) => {
        writeFileSync(at('any'), bytes);
        const text = encodeSignature(await sign(bytes, key, { trusted, untrusted }));
        writeFileSync(at('any.minisig'), text);
        const printed = minisign(['-V', '-H', '-Q', '-P', line, '-m', 'any']);
        expect(printed).toBe(`${trusted}\n`);
      },
    );
    await fc.assert(arbitrary, { numRuns: 40 });
  });

  test('the longest comments are the same for both', async () => {
    const bytes = readFileSync(at('data'));
    const trusted = 't'.repeat(MAX_TRUSTED_BYTES);
    const untrusted = 'u'.repeat(MAX_UNTRUSTED_BYTES);
    const signature = await sign(bytes, key, { trusted, untrusted });
    const text = encodeSignature(signature);
    const accept = ['-V', '-P', line, '-m', 'data', '-x', 'long.minisig'];
    for (const [each, status] of [
      [text, 0],
      [text.replace('u\n', 'uu\n'), 2],
      [text.replace('t\n', 'tt\n'), 2],
    ] as const) {
      writeFileSync(at('long.minisig'), each);
      expect(exitOf(accept)).toBe(status);
      expect(await codeOf(() => verify(bytes, parseSignature(each), [key.publicKey]))).toBe(
        status === 0 ? 'none' : 'signature_malformed',
      );
    }
  });

  // Where libsodium's limits become scrypt parameters in each of the ways they can.
  test.each([
    [32_768n, 16_777_216n],
    [524_288n, 16_777_216n],
    [1_048_576n, 1_048_576n],
    [100_000n, 1_073_741_824n],
    [1n, 1n << 40n],
    [98_304n, 5_000_000n],
    [1_000_000n, 3000n],
    [0n, 0n],
  ])('our key for %i operations and %i bytes opens there', async (ops, mem) => {
    const password = 'p\u00e4ss w\u00f6rd';
    const text = await encodeSecretKey(key, { password, limits: { ops, mem } });
    writeFileSync(at('locked.key'), text);
    const command = ['-S', '-s', 'locked.key', '-m', 'data', '-x', 'locked.minisig'];
    minisign(command, `${password}\n`);
    await verifyFile(at('data'), [key.publicKey], { file: at('locked.minisig') });
    expect(exitOf(command, 'wrong\n')).toBe(2);
  });

  test.each([0, 1, 1023])('a password of %i characters opens there', async (length) => {
    const password = 'x'.repeat(length);
    writeFileSync(at('odd.key'), await encodeSecretKey(key, { password, limits: CHEAP }));
    minisign(['-R', '-s', 'odd.key', '-p', `odd${length}.pub`], `${password}\n`);
    expect(await readPublicKeys(at(`odd${length}.pub`))).toEqual([key.publicKey]);
  });

  test('it removes the password of our key, and the key opens here', async () => {
    writeFileSync(at('freed.key'), await encodeSecretKey(key, { password: 'pw', limits: CHEAP }));
    minisign(['-C', '-W', '-s', 'freed.key'], 'pw\n');
    const freed = await readSecretKey(at('freed.key'), noPassword);
    expect(freed.publicKey).toEqual(key.publicKey);
  });

  test('keys at full strength open on either side', async () => {
    minisign(['-G', '-p', 'strong.pub', '-s', 'strong.key'], 'first\nfirst\n');
    const its = await readSecretKey(at('strong.key'), () => 'first');
    expect(await readPublicKeys(at('strong.pub'))).toEqual([its.publicKey]);
    writeFileSync(at('strong.key'), await encodeSecretKey(its, { password: 'second' }));
    minisign(['-S', '-s', 'strong.key', '-m', 'data', '-x', 'strong.minisig'], 'second\n');
    await verifyFile(at('data'), [its.publicKey], { file: at('strong.minisig') });
  }, 180_000);
});

needs('minisign')('verdicts of the reference program and ours', async () => {
  const data = readFileSync(at('data'));
  const text = encodeSignature(await sign(data, key, { trusted: 'v1' }));
  const [first = '', second = '', third = '', fourth = ''] = text.split('\n');
  const other = encodeSignature(await sign(data, fixedKey(12), { trusted: 'v1' }));
  const second2 = encodeSignature(await sign(Buffer.from('x'), key, { trusted: 'v1' })).split('\n');
  const join4 = (...lines: string[]) => lines.map((each) => `${each}\n`).join('');

  test.each([
    ['as written', text, 0, 'none'],
    ['CR LF', text.replaceAll('\n', '\r\n'), 0, 'none'],
    ['no last line end', text.trimEnd(), 0, 'none'],
    ['an empty line at the end', `${text}\n`, 0, 'none'],
    ['another untrusted comment', text.replace('signature from', 'by'), 0, 'none'],
    ['no prefix', text.replace('untrusted comment: ', ''), 2, 'signature_malformed'],
    ['an empty line within', join4(first, '', second, third, fourth), 2, 'signature_malformed'],
    ['three lines', join4(first, second, third), 2, 'signature_malformed'],
    ['no padding', join4(first, second.replace('=', ''), third, fourth), 2, 'signature_malformed'],
    ['a space', join4(first, `${second} `, third, fourth), 2, 'signature_malformed'],
    [
      'another trusted comment',
      join4(first, second, 'trusted comment: v2', fourth),
      1,
      'signature_invalid',
    ],
    ['a space after it', join4(first, second, `${third} `, fourth), 1, 'signature_invalid'],
    ['of other data', second2.join('\n'), 1, 'signature_invalid'],
    [
      'the global one of other data',
      join4(first, second, third, second2[3] ?? ''),
      1,
      'signature_invalid',
    ],
    ['by another key', other, 1, 'signature_key_unknown'],
    // Here ours is the stricter: one signature has one spelling, and nothing hides behind it.
    ['garbage after it', `${text}garbage\n`, 0, 'signature_malformed'],
    [
      'unused bits',
      join4(
        first,
        second.replace(/(.)=$/, (_, last) => `${next(last)}=`),
        third,
        fourth,
      ),
      0,
      'signature_malformed',
    ],
  ])('%s', async (_, bad, status, code) => {
    writeFileSync(at('bad.minisig'), bad);
    expect(exitOf(['-V', '-P', line, '-m', 'data', '-x', 'bad.minisig'])).toBe(status);
    expect(await codeOf(() => verify(data, parseSignature(bad), [key.publicKey]))).toBe(code);
  });

  /** The base64 digit after this one: for an even one, the same value with its last bit set. */
  function next(digit: string): string {
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    return digits[digits.indexOf(digit) + 1] ?? '';
  }

  test('a weak public key', async () => {
    // The neutral point as key and as R, with S = 0: a signature over anything.
    const forged = Buffer.concat([Buffer.from([1]), Buffer.alloc(63)]);
    const neutral = Buffer.concat([
      Buffer.from('Ed'),
      Buffer.alloc(8),
      Buffer.from([1]),
      Buffer.alloc(31),
    ]);
    const text2 = encodeSignature({
      ...parseSignature(text),
      keyId: '0'.repeat(16),
      signature: forged,
      globalSignature: forged,
    });
    writeFileSync(at('weak.minisig'), text2);
    const weak = neutral.toString('base64');
    expect(exitOf(['-V', '-P', weak, '-m', 'data', '-x', 'weak.minisig'])).toBe(1);
    expect(await codeOf(() => parsePublicKey(weak))).toBe('key_invalid');
  });

  test('a secret key that is damaged', async () => {
    const whole = await encodeSecretKey(key, { password: 'pw', limits: CHEAP });
    const damaged = whole.replace(/.=\n$/, (end) => (end.startsWith('A') ? 'E=\n' : 'A=\n'));
    writeFileSync(at('damaged.key'), damaged);
    const status = exitOf(['-R', '-s', 'damaged.key', '-p', 'damaged.pub'], 'pw\n');
    expect([status, await codeOf(() => parseSecretKey(damaged, 'pw'))]).toEqual([
      2,
      'key_password',
    ]);
  });
});
