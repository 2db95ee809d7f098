// Changes of bytes that are known to upset parsers, whatever the bytes are.
import type { Random } from './random.ts';

/** Inputs stay small, so that there can be many. */
export const MAX_INPUT = 48 * 1024;

/** A change of some bytes; the pool has others of the same kind, to splice in. */
export type Mutator = (random: Random, bytes: Buffer, pool: readonly Buffer[]) => Buffer;

/** Around the ends of what fits in one, two, four and eight bytes. */
const NUMBERS: readonly number[] = [
  ...[0, 1, 2, 7, 8, 16, 32, 64, 100, 127, 128, 255, 256, 511, 512, 513, 1000, 1024, 4095, 4096],
  ...[0x7fff, 0x8000, 0xffff, 0x1_0000, 0x0fff_ffff, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe],
  ...[0xffff_ffff, 2 ** 53 - 1, 2 ** 53, 2 ** 63],
];

/** As texts, where numbers stand in digits. */
const DIGITS = ['0', '1', '-1', '7', '8', '00000000000', '77777777777', '99999', '4294967295'];
const WORDS = [
  ...DIGITS,
  '9007199254740993',
  '1e309',
  'NaN',
  '../',
  '/',
  '\0',
  '\x1b[2J',
  'ä',
  '\xff',
];

const OPERATIONS: readonly Mutator[] = [
  (random, bytes) => changed(bytes, (copy) => flip(random, copy)),
  (random, bytes) => changed(bytes, (copy) => copy.set([random.next()], random.below(copy.length))),
  (random, bytes) => changed(bytes, (copy) => setNumber(random, copy)),
  (random, bytes) => changed(bytes, (copy) => setNumber(random, copy)),
  (random, bytes) => {
    const { start, end } = range(random, bytes.length, 32);
    return spliced(bytes, start, end, Buffer.from(random.pick(WORDS), 'latin1'));
  },
  (random, bytes) => {
    const { start, end } = range(random, bytes.length, 200);
    return spliced(bytes, start, end, Buffer.alloc(0));
  },
  (random, bytes) => {
    const { start, end } = range(random, bytes.length, 600);
    const times = random.once(10) ? random.below(200) : 1 + random.below(3);
    const again = Buffer.concat(Array.from({ length: times }, () => bytes.subarray(start, end)));
    return spliced(bytes, end, end, again);
  },
  (random, bytes) => {
    const from = range(random, bytes.length, 600);
    const to = random.below(bytes.length);
    return spliced(bytes, to, to + from.end - from.start, bytes.subarray(from.start, from.end));
  },
  (random, bytes, pool) => {
    const other = random.pick([...pool, bytes]);
    const from = range(random, other.length, 1000);
    const to = random.below(bytes.length);
    const length = random.once(2) ? from.end - from.start : 0;
    return spliced(bytes, to, to + length, other.subarray(from.start, from.end));
  },
  (random, bytes, pool) => {
    const other = random.pick([...pool, bytes]);
    const at = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), other.subarray(random.below(other.length))]);
  },
  (random, bytes) => bytes.subarray(0, random.below(bytes.length)),
  (random, bytes) =>
    changed(bytes, (copy) => {
      const { start, end } = range(random, copy.length, 300);
      copy.fill(random.pick([0, 0xff, 0x20, 0x30, random.below(256)]), start, end);
    }),
];

/** One change, or now and then some. */
export const mutateBytes: Mutator = (random, bytes, pool) => {
  let result = bytes;
  for (let left = random.once(3) ? 1 + random.below(6) : 1; left > 0; left -= 1) {
    if (result.length === 0) result = random.pick([...pool, Buffer.from('x')]);
    result = random.pick(OPERATIONS)(random, result, pool).subarray(0, MAX_INPUT);
  }
  return result;
};

/** Numbers in the first bytes, where binary files tell of the rest; or any change. */
export const mutateNumbers: Mutator = (random, bytes, pool) => {
  if (random.once(4)) return mutateBytes(random, bytes, pool);
  return changed(bytes, (copy) => {
    const head = copy.subarray(0, random.pick([64, 256, copy.length]));
    for (let left = 1 + random.below(5); left > 0; left -= 1) setNumber(random, head);
  });
};

/** A mutator that works on lines, and knows words of the language. */
export function textMutator(words: readonly string[]): Mutator {
  return (random, bytes, pool) => {
    if (random.once(4)) return mutateBytes(random, bytes, pool);
    const lines = bytes.toString('latin1').split('\n');
    const others = random
      .pick([...pool, bytes])
      .toString('latin1')
      .split('\n');
    for (let left = 1 + random.below(3); left > 0; left -= 1) {
      changeLine(random, lines, others, words);
    }
    return Buffer.from(lines.join('\n'), 'latin1').subarray(0, MAX_INPUT);
  };
}

function changeLine(
  random: Random,
  lines: string[],
  others: readonly string[],
  words: readonly string[],
): void {
  const at = random.below(lines.length);
  const line = lines[at] ?? '';
  const word = random.once(3) ? random.pick(WORDS) : random.pick(words);
  const { start, end } = range(random, line.length, 12);
  const times = random.once(20) ? 300 : 1 + random.below(3);
  const edits: readonly (() => unknown)[] = [
    () => lines.splice(at, 1),
    () => lines.splice(at, 0, ...Array.from({ length: times }, () => line)),
    () => lines.splice(at, 0, ...others.slice(random.below(others.length)).slice(0, 4)),
    () => lines.splice(at, 1, line.slice(0, start) + word.repeat(times) + line.slice(end)),
    () => lines.splice(at, 1, line.slice(0, start) + word + line.slice(start)),
    () => lines.splice(at, 1, ' '.repeat(random.below(9)) + line.trimStart()),
    () => lines.splice(at, 1, `${line.split(':', 1)[0] ?? ''}: ${word}`),
  ];
  random.pick(edits)();
}

export function changed(bytes: Buffer, change: (copy: Buffer) => unknown): Buffer {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
}

/** A number that parsers have trouble with. */
export function oddNumber(random: Random): number {
  return random.once(4) ? random.next() : random.pick(NUMBERS);
}

function flip(random: Random, bytes: Buffer): void {
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
}

function setNumber(random: Random, bytes: Buffer): void {
  const width = random.pick([1, 2, 4, 4, 8]);
  const at = random.below(bytes.length - width + 1);
  if (at + width > bytes.length) return;
  const wide = Buffer.alloc(8);
  wide.writeBigUInt64LE(BigInt(oddNumber(random)));
  const number = wide.subarray(0, width);
  bytes.set(random.once(2) ? number : number.reverse(), at);
}

function range(random: Random, length: number, most: number): { start: number; end: number } {
  const start = random.below(length);
  return { start, end: Math.min(length, start + 1 + random.below(most)) };
}

function spliced(bytes: Buffer, start: number, end: number, into: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, start), into, bytes.subarray(end)]);
}
