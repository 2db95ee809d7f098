import fc from 'fast-check';
import { JacoPkgError } from '../../src/errors.ts';
import { MAX_UNTRUSTED_BYTES } from '../../src/minisign/comment.ts';
import { privateKeyFromSeed, publicBytesOf } from '../../src/minisign/ed25519.ts';
import type { SecretKey } from '../../src/minisign/index.ts';

/** The least that libsodium works with: a password costs a millisecond. */
export const CHEAP = { ops: 32_768n, mem: 1_048_576n };

/** A key pair that is the same in every run. */
export function fixedKey(number: number): SecretKey {
  const privateKey = privateKeyFromSeed(new Uint8Array(32).fill(number));
  const keyId = `F${number.toString(16).toUpperCase().padStart(15, '0')}`;
  return { privateKey, publicKey: { keyId, publicKey: publicBytesOf(privateKey) } };
}

/** The key of minisign's author, and his signatures over "test" that minisign libraries publish. */
export const AUTHOR_KEY = 'RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3';

export const AUTHOR_SIGNATURES = {
  legacy: [
    'untrusted comment: signature from minisign secret key',
    'RWQf6LRCGA9i59SLOFxz6NxvASXDJeRtuZykwQepbDEGt87ig1BNpWaVWuNrm73YiIiJbq71Wi+dP9eKL8OC351vwIasSSbXxwA=',
    'trusted comment: timestamp:1555779966\tfile:test',
    'QtKMXWyYcwdpZAlPF7tE2ENJkRd1ujvKjlj1m9RtHTBnZPa5WKU5uWRs5GoP5M/VqE81QFuMKI5k/SfNQUaOAA==',
    '',
  ].join('\n'),
  prehashed: [
    'untrusted comment: signature from minisign secret key',
    'RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=',
    'trusted comment: timestamp:1556193335\tfile:test',
    'y/rUw2y8/hOUYjZU71eHp/Wo1KZ40fGy2VJEDl34XMJM+TX48Ss/17u3IvIfbVR1FkZZSNCisQbuQY+bHwhEBg==',
    '',
  ].join('\n'),
};

/** Any text that can be a comment of either kind. */
export const commentText = fc
  .string({ unit: 'grapheme', maxLength: 200 })
  .filter((text) => !/\p{Cc}/u.test(text) && Buffer.byteLength(text) <= MAX_UNTRUSTED_BYTES);

/** Code of the error that `action` ends in; any other error, or none, fails the test. */
export async function codeOf(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (error instanceof JacoPkgError) return error.code;
    throw error;
  }
  return 'none';
}

/** The text with one bit of its bytes changed. */
export function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
}
