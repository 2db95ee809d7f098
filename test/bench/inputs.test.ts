import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { noise, prose } from '../../bench/inputs/chance.ts';
import { inputFolder, makeInput } from '../../bench/inputs/index.ts';
import { codeOf, machineCode } from '../../bench/inputs/machine-code.ts';
import { scratchFolder } from '../support/tools.ts';

const density = (data: Uint8Array) => deflateRawSync(data).length / data.length;

test('noise is the same for the same seed, and does not compress', () => {
  expect(noise('a', 1000).equals(noise('a', 1000))).toBe(true);
  expect(noise('a', 1000).equals(noise('b', 1000))).toBe(false);
  expect(density(noise('a', 100_000))).toBeGreaterThan(1);
});

test('prose is the same for the same seed, as long as asked for, and compresses as text', () => {
  expect(prose('a', 5000)).toBe(prose('a', 5000));
  expect(prose('a', 5000)).toHaveLength(5000);
  expect(density(Buffer.from(prose('a', 100_000)))).toBeLessThan(0.5);
});

test('code starts at the largest executable segment of a program', () => {
  const segments = [
    { flags: 4, start: 10, size: 90 },
    { flags: 5, start: 300, size: 4 },
    { flags: 5, start: 320, size: 30 },
  ];
  const file = Buffer.alloc(400);
  file.write('\x7fELF\x02', 'latin1');
  file.writeBigUInt64LE(64n, 32);
  file.writeUInt16LE(56, 54);
  file.writeUInt16LE(segments.length, 56);
  for (const [index, { flags, start, size }] of segments.entries()) {
    const at = 64 + index * 56;
    file.writeUInt32LE(1, at);
    file.writeUInt32LE(flags, at + 4);
    file.writeBigUInt64LE(BigInt(start), at + 8);
    file.writeBigUInt64LE(BigInt(size), at + 32);
  }
  expect(codeOf(file)).toHaveLength(400 - 320);
  expect(codeOf(Buffer.from('a script')).toString()).toBe('a script');
});

test('code goes on from the start where it ends, and compresses as programs do', () => {
  const piece = machineCode(1000, 200_000);
  expect(machineCode(0, 201_000).subarray(1000).equals(piece)).toBe(true);
  expect(density(piece)).toBeGreaterThan(0.2);
  expect(density(piece)).toBeLessThan(0.8);
});

test('an input is made once', () => {
  const home = scratchFolder();
  makeInput(home, 'empty');
  makeInput(home, 'empty');
  const files = readdirSync(inputFolder(home, 'empty')).sort();
  expect(files).toEqual(['bench.spec', 'nfpm-xz.yaml', 'nfpm-zstd.yaml', 'nfpm.yaml', 'stage']);
  expect(readdirSync(join(inputFolder(home, 'empty'), '..'))).toEqual(['empty']);
});
