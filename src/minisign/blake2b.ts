// BLAKE2b without a key, RFC 7693. node:crypto has its 64-byte form only, and the checksum of a
// minisign secret key is the 32-byte form, which is not a prefix of it.

/** RFC 7693 section 2.6. */
const IV = BigUint64Array.of(
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
);

/** RFC 7693 section 2.7: the order of message words per round; rounds 10 and 11 repeat 0 and 1. */
const SIGMA = [
  '0123456789abcdef',
  'ea489fd61c02b753',
  'b8c052fdae367194',
  '7931dcbe265a40f8',
  '905724afe1bc683d',
  '2c6a0b834d75fe19',
  'c51fed4a0763928b',
  'db7ec13950f4862a',
  '6fe9b308c2d714a5',
  'a2847615fb9e3cd0',
].map((row) => Array.from(row, (digit) => Number.parseInt(digit, 16)));

const ROUNDS = 12;
const BLOCK = 128;

/** Which words of the work vector each mixing step takes: columns, then diagonals. */
const MIXES = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

/** The BLAKE2b digest of `data`, `size` bytes long (1 to 64). Meant for short inputs. */
export function blake2b(data: Uint8Array, size: number): Uint8Array {
  const state = IV.slice();
  state[0] = at(state, 0) ^ BigInt(0x01010000 ^ size);
  const blocks = Math.max(1, Math.ceil(data.length / BLOCK));
  for (let index = 0; index < blocks; index++) {
    const end = Math.min(data.length, (index + 1) * BLOCK);
    const block = new Uint8Array(BLOCK);
    block.set(data.subarray(index * BLOCK, end));
    compress(state, block, BigInt(end), index === blocks - 1);
    block.fill(0);
  }
  const out = new Uint8Array(64);
  const view = new DataView(out.buffer);
  state.forEach((value, index) => {
    view.setBigUint64(index * 8, value, true);
  });
  return out.slice(0, size);
}

/** RFC 7693 section 3.2. */
function compress(state: BigUint64Array, block: Uint8Array, counter: bigint, last: boolean): void {
  const message = new DataView(block.buffer);
  const work = new BigUint64Array(16);
  work.set(state);
  work.set(IV, 8);
  work[12] = at(work, 12) ^ counter;
  if (last) work[14] = ~at(work, 14);
  for (let round = 0; round < ROUNDS; round++) {
    const order = SIGMA[round % SIGMA.length] ?? [];
    MIXES.forEach((indices, step) => {
      const x = message.getBigUint64((order[step * 2] ?? 0) * 8, true);
      const y = message.getBigUint64((order[step * 2 + 1] ?? 0) * 8, true);
      mix(work, indices, x, y);
    });
  }
  for (let i = 0; i < 8; i++) state[i] = at(state, i) ^ at(work, i) ^ at(work, i + 8);
  work.fill(0n);
}

/** RFC 7693 section 3.1. The vector itself reduces each sum modulo 2^64. */
function mix(work: BigUint64Array, indices: (typeof MIXES)[number], x: bigint, y: bigint): void {
  const [a, b, c, d] = indices;
  const half = (add: bigint, first: bigint, second: bigint) => {
    work[a] = at(work, a) + at(work, b) + add;
    work[d] = rotateRight(at(work, d) ^ at(work, a), first);
    work[c] = at(work, c) + at(work, d);
    work[b] = rotateRight(at(work, b) ^ at(work, c), second);
  };
  half(x, 32n, 24n);
  half(y, 16n, 63n);
}

function at(words: BigUint64Array, index: number): bigint {
  return words[index] ?? 0n;
}

function rotateRight(value: bigint, bits: bigint): bigint {
  return (value >> bits) | BigInt.asUintN(64, value << (64n - bits));
}
