import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import fc from 'fast-check';

/** Bytes without any pattern, the same for the same seed. */
export function noise(length: number, seed = 'noise'): Uint8Array {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = createHash('sha256').update(seed).digest().readUInt32LE() || 1;
  for (let index = 0; index < words.length; index += 1) {
    // Xorshift, by Marsaglia.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state;
  }
  return new Uint8Array(words.buffer, 0, length);
}

const WORDS = ['noon ', 'shadow ', 'gnomon ', 'latitude ', 'meridian\n', 'the ', 'of ', 'hour '];

/** Something like text: words of a small vocabulary. */
export function prose(length: number, seed = 'prose'): Uint8Array {
  const dice = noise(Math.ceil(length / 3), seed);
  const text = Array.from(dice, (die) => WORDS[(die >> 2) % WORDS.length]).join('');
  return Buffer.from(text.slice(0, length));
}

/** Machine code: a part of the Node that runs the tests. */
export function machineCode(length: number, from = 0x400000): Uint8Array {
  const out = new Uint8Array(length);
  const file = openSync(process.execPath, 'r');
  try {
    readSync(file, out, 0, length, from);
  } finally {
    closeSync(file);
  }
  return out;
}

/** Bytes of every kind a compressor treats in its own way: noise, runs, repeats, text. */
export function anyBytes(maxLength: number): fc.Arbitrary<Uint8Array> {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    fc
      .record({ byte: fc.nat(255), length: fc.nat(600) })
      .map(({ byte, length }) => new Uint8Array(length).fill(byte)),
    fc
      .record({ seed: fc.nat(3), length: fc.nat(3000) })
      .map(({ seed, length }) => prose(length, `${seed}`)),
    fc
      .record({ seed: fc.nat(3), length: fc.nat(3000) })
      .map(({ seed, length }) => noise(length, `${seed}`)),
  );
  return fc
    .array(piece, { maxLength: 12 })
    .map((pieces) => new Uint8Array(Buffer.concat(pieces)).subarray(0, maxLength));
}
