import { spawnSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteReader } from '../../src/inspect/byte-reader.ts';
import { gunzip } from '../../src/inspect/decompress/gzip.ts';
import { compressionOf, unpack } from '../../src/inspect/decompress/index.ts';
import { inflateZstd, nativeZstd, portableZstd } from '../../src/inspect/decompress/zstd-engine.ts';
import type { Limits } from '../../src/inspect/limits.ts';
import { Reading } from '../../src/inspect/reading.ts';
import { openPackage } from '../../src/inspect/source.ts';
import { inMemory } from '../../src/model/segment.ts';
import { anyBytes, machineCode, noise, prose } from '../support/samples.ts';
import { needs } from '../support/tools.ts';
import { refusal } from './sample.ts';

/** A program's output, as bytes. */
function filter(program: string, args: readonly string[], input: Uint8Array): Buffer {
  const { status, stdout, stderr } = spawnSync(program, args, { input, maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return stdout;
}

/** Unpacks as from a source, or, where `step` is set, in chunks of that length. */
async function unpacked(packed: Uint8Array, step?: number, limits: Partial<Limits> = {}) {
  const reading = new Reading('', limits);
  const file = await openPackage(packed, reading);
  const chunks = (async function* () {
    for (let at = 0; at < packed.length; at += step ?? 1)
      yield packed.subarray(at, at + (step ?? 1));
  })();
  const compression = compressionOf(packed.subarray(0, 14));
  const place = (offset: number) => ({ offset });
  const parts: Uint8Array[] = [];
  const input = step
    ? { compression, chunks, at: place }
    : { compression, chunks: file.chunks(), source: file, at: place };
  for await (const part of unpack(input, reading)) parts.push(part);
  return Buffer.concat(parts);
}

const CASES: readonly (readonly [compression: string, program: string, args: string[]])[] = [
  ['gzip', 'gzip', ['-9c']],
  ['xz', 'xz', ['-c']],
  ['xz', 'xz', ['-c', '--check=none']],
  ['xz', 'xz', ['-c', '--check=sha256', '--block-size=30000', '-T2']],
  ['xz', 'xz', ['-c', '-0', '--check=crc32', '--block-size=30000', '-T2']],
  ['lzma', 'xz', ['-c', '--format=lzma']],
  ['lzma', 'xz', ['-c', '--format=lzma', '--lzma1=lc=1,lp=3,pb=4,dict=64KiB']],
  ['bzip2', 'bzip2', ['-c']],
  ['bzip2', 'bzip2', ['-1c']],
  ['zstd', 'zstd', ['-qc']],
  ['zstd', 'zstd', ['-qc', '-19', '--no-check']],
  ['zstd', 'zstd', ['-qc', '--ultra', '-22', '--long=22']],
  ['zstd', 'zstd', ['-qc', '-1', '-B20000', '-T2']],
];

const CONTENTS: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', new Uint8Array()],
  ['a byte', Uint8Array.of(65)],
  ['noise', noise(200_000)],
  ['text', prose(400_000)],
  ['machine code', machineCode(400_000)],
  ['runs', Buffer.concat([Buffer.alloc(300_000), Buffer.alloc(5, 1), Buffer.alloc(259, 2)])],
];

needs(
  'gzip',
  'bzip2',
  'xz',
  'zstd',
)('what others compress', () => {
  test.each(CASES)('%s of %s %j is unpacked', async (compression, program, args) => {
    for (const [name, content] of CONTENTS) {
      const packed = filter(program, args, content);
      expect(compressionOf(packed.subarray(0, 14))).toBe(compression);
      expect((await unpacked(packed)).equals(content), name).toBe(true);
      if (args.includes('--check=sha256')) continue;
      expect((await unpacked(packed, 1000)).equals(content), name).toBe(true);
    }
  });

  test.each(CASES)('%s of %s %j may stand twice', async (_, program, args) => {
    if (program === 'xz' && args.includes('--format=lzma')) return;
    const packed = filter(program, args, prose(1000));
    const twice = await unpacked(Buffer.concat([packed, packed]));
    expect(twice.equals(Buffer.concat([prose(1000), prose(1000)]))).toBe(true);
  });

  test.each(CASES)(
    '%s of %s %j cut anywhere is an error with a place',
    async (_, program, args) => {
      const packed = filter(program, args, prose(300));
      for (let length = 1; length < packed.length; length += 1) {
        const cut = packed.subarray(0, length);
        // Too little of it to be told from bytes that are not compressed.
        if (compressionOf(cut) === 'none') continue;
        const { code, offset } = (await refusal(unpacked(cut))) as {
          code: string;
          offset: number;
        };
        expect([code, offset <= length], `${length} bytes`).toEqual(['package_malformed', true]);
      }
    },
  );

  test.each(CASES)(
    '%s of %s %j with a bit changed is right or an error',
    async (_, program, args) => {
      const content = prose(3000);
      const packed = filter(program, args, content);
      for (let at = 0; at < packed.length; at += 7) {
        const changed = Buffer.from(packed);
        changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
        await refusal(unpacked(changed));
      }
    },
  );

  test.each([
    ['gzip', ['-9c']],
    ['xz', ['-c']],
    ['xz', ['-c', '--format=lzma']],
    ['bzip2', ['-c']],
    ['zstd', ['-qc']],
  ] as const)('a bomb of %s %j is stopped', async (program, args) => {
    const packed = filter(program, args, Buffer.alloc(4_000_000));
    const limits = { ratio: 100, freely: 1_000_000 };
    expect(await refusal(unpacked(packed, undefined, limits))).toMatchObject({
      code: 'package_too_large',
    });
    expect(await refusal(unpacked(packed, 4096, { unpacked: 3_999_999 }))).toMatchObject({
      code: 'package_too_large',
    });
    expect((await unpacked(packed)).length).toBe(4_000_000);
  });

  test.each([
    ['xz', ['-c', '--format=lzma', '--lzma1=dict=16MiB']],
    ['zstd', ['-qc', '--ultra', '-22', '--long=27', '--no-content-size']],
  ] as const)('no more history than allowed: %s %j', async (program, args) => {
    const packed = filter(program, [...args], prose(1000));
    expect(await refusal(unpacked(packed, 4096, { window: 2 ** 20 }))).toMatchObject({
      code: 'package_too_large',
    });
  });

  test('xz with a filter that is not supported is named so', async () => {
    const packed = filter('xz', ['-c', '--x86', '--lzma2'], machineCode(5000));
    expect(await refusal(unpacked(packed))).toMatchObject({ code: 'package_unsupported' });
  });
});

needs('zstd')('zstd', () => {
  const engines = [portableZstd, ...(nativeZstd ? [nativeZstd] : [])];

  test.each(engines)('engine %# gives back what went in', async (engine) => {
    await fc.assert(
      fc.asyncProperty(
        anyBytes(300_000),
        fc.constantFrom('-1', '-5', '-19'),
        async (content, level) => {
          const frame = filter('zstd', ['-qc', level], content);
          const chunks = (async function* () {
            for (let at = 0; at < frame.length; at += 777) yield frame.subarray(at, at + 777);
          })();
          const parts: Uint8Array[] = [];
          for await (const part of inflateZstd(chunks, new Reading(''), {}, engine))
            parts.push(part);
          expect(Buffer.concat(parts).equals(content)).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('gzip', () => {
  test('is told of what stands behind it, and passes it over', async () => {
    const packed = Buffer.concat([gzipSync('a'), gzipSync('b'), Buffer.from('junk')]);
    const reading = new Reading('');
    const reader = new ByteReader(inMemory(packed).chunks(), reading, (offset) => ({ offset }));
    const parts: Uint8Array[] = [];
    for await (const part of gunzip(reader, reading)) parts.push(part);
    expect(Buffer.concat(parts).toString()).toBe('ab');
    expect(reading.notes).toEqual(['there are bytes after the end of the gzip data']);
  });
});
