import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Store } from '../../src/ingest/store.ts';
import type { Codec } from '../../src/model/codec.ts';
import type { Input } from '../../src/model/entry.ts';
import type { Segment } from '../../src/model/segment.ts';
import { bytesOf, stored } from '../support/kit.ts';
import { anyBytes, noise } from '../support/samples.ts';
import { output, scratchFolder } from '../support/tools.ts';

/** A layout in the making: inline bytes, or a file, which may bring fragments of its own. */
export type Part = { readonly inline: Uint8Array } | { readonly file: Uint8Array };

export interface Setting {
  readonly memory?: number;
  readonly parallelism?: number;
  /** Whether the compressor is known when the files are read, so that they bring fragments. */
  readonly ahead?: boolean;
}

/** What a store makes of a layout. */
export async function pack(
  parts: readonly Part[],
  codec: Codec,
  setting: Setting = {},
): Promise<Buffer> {
  const { ahead = true, ...options } = setting;
  const store = new Store(options);
  try {
    const inputs = parts.map((part, index): Input | undefined =>
      'file' in part ? { kind: 'memory', name: `${index}`, bytes: part.file } : undefined,
    );
    const known = inputs.filter((input) => input !== undefined);
    const sources = await store.ingest(known, { digests: [], codecs: ahead ? [codec] : [] });
    const segments = parts.map((part, index): Segment => {
      const input = inputs[index];
      const source = input && sources.get(input);
      return 'inline' in part ? part.inline : (source ?? stored(part.file));
    });
    const encoded = await store.encode(segments, codec);
    const bytes = await bytesOf([encoded]);
    expect(encoded.size).toBe(bytes.length);
    return bytes;
  } finally {
    await store.close();
  }
}

/** What a layout holds. */
export function raw(parts: readonly Part[]): Buffer {
  return Buffer.concat(parts.map((part) => ('inline' in part ? part.inline : part.file)));
}

/** The same bytes in pieces of these lengths. */
export function cut(bytes: Uint8Array, lengths: Iterable<number>): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const length of lengths) {
    if (at >= bytes.length) break;
    parts.push({ inline: bytes.subarray(at, at + length) });
    at += length;
  }
  return [...parts, { inline: bytes.subarray(at) }];
}

/** Repeated until it is large enough for fragments of its own; several chunks long at times. */
export function large(seed: Uint8Array, length: number): Uint8Array {
  const unit = seed.length > 0 ? seed : new Uint8Array([7]);
  return new Uint8Array(Buffer.alloc(length, unit));
}

/** Layouts of small parts and some files that are cut into chunks. */
export const anyLayout: fc.Arbitrary<Part[]> = fc.array(
  fc.oneof(
    anyBytes(20_000).map((inline) => ({ inline })),
    anyBytes(20_000).map((file) => ({ file })),
    fc
      .record({ seed: anyBytes(9_000), length: fc.integer({ min: 65_000, max: 2_300_000 }) })
      .map(({ seed, length }) => ({ file: large(seed, length) })),
  ),
  { maxLength: 6 },
);

let folder: string | undefined;

/** What a program makes of some bytes that it gets as its input, as a file. */
export function through(command: string, bytes: Uint8Array): Buffer {
  folder ??= scratchFolder();
  const [from, to] = [join(folder, 'in'), join(folder, 'out')];
  writeFileSync(from, bytes);
  output('sh', ['-c', `${command} < "$0" > "$1"`, from, to]);
  return readFileSync(to);
}

/** Byte for byte, without a printout of a megabyte when it fails. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

/** What every compressor has to get right; `everything` is of what suits the compressor. */
export function samplesWith(everything: Uint8Array): readonly (readonly [string, Uint8Array])[] {
  return [
    ['nothing', new Uint8Array()],
    ['one byte', Uint8Array.of(0)],
    ['noise', noise(200_000)],
    ['a run', new Uint8Array(100_000).fill(7)],
    ['everything', everything],
  ];
}

/** The tests of a splicing compressor that its bytes follow from what is packed, and from nothing else. */
export function testSameBytes(
  codec: Codec,
  parts: readonly Part[],
  { everything, numRuns }: { readonly everything: Uint8Array; readonly numRuns: number },
): void {
  test('do not show cores, memory, or what was known ahead', async () => {
    const reference = await pack(parts, codec);
    const settings = [
      { parallelism: 1 },
      { parallelism: 3, memory: 0 },
      { ahead: false },
      { ahead: false, parallelism: 1, memory: 1000 },
    ];
    for (const setting of settings) {
      expect(same(await pack(parts, codec, setting), reference)).toBe(true);
    }
  });

  test('do not show the lengths in which they arrived', async () => {
    const reference = await pack([{ inline: everything }], codec);
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.integer({ min: 1, max: 900_000 })), async (lengths) => {
        expect(same(await pack(cut(everything, lengths), codec), reference)).toBe(true);
      }),
      { numRuns },
    );
  });
}
