// Compressed streams of every kind.
import { crc32 } from 'node:zlib';
import {
  compressionOf,
  MAGIC_SIZE,
  packedSource,
  packedStream,
  unpack,
} from '../../src/inspect/decompress/index.ts';
import { Reading } from '../../src/inspect/reading.ts';
import { openPackage } from '../../src/inspect/source.ts';
import { corpus } from './corpus.ts';
import { changed, mutateBytes } from './mutate.ts';
import type { Taken, Target } from './target.ts';

/** Checksums of .xz, section 2 of its format, over what is there now. */
function withXzChecksums(bytes: Buffer): Buffer {
  if (bytes.length < 32 || compressionOf(bytes) !== 'xz') return bytes;
  return changed(bytes, (copy) => {
    const seal = (start: number, end: number, at: number) => {
      if (start >= 0 && start <= end && at >= 0 && at + 4 <= copy.length)
        copy.writeUInt32LE(crc32(copy.subarray(start, end)), at);
    };
    const footer = copy.length - 12;
    const index = footer - (copy.readUInt32LE(footer + 4) + 1) * 4;
    const blockHeader = ((copy[12] ?? 0) + 1) * 4;
    seal(6, 8, 8);
    seal(12, 12 + blockHeader - 4, 12 + blockHeader - 4);
    seal(index, footer - 4, footer - 4);
    seal(footer + 4, footer + 10, footer);
  });
}

function streamApart(input: Buffer): Taken {
  const join = ([bytes = input]: readonly Buffer[]) => withXzChecksums(bytes);
  return { parts: [{ mutate: mutateBytes, bytes: input }], join };
}

/** Reads as from a file, and as from a stream in pieces. */
async function readStream(input: Buffer): Promise<void> {
  const reading = new Reading('');
  const source = await openPackage(input, reading);
  for await (const _ of unpack(await packedSource(source), reading));
  if (compressionOf(input.subarray(0, MAGIC_SIZE)) === 'none') return;
  const pieces = (async function* () {
    for (let at = 0; at < input.length; at += 97) yield input.subarray(at, at + 97);
  })();
  const packed = await packedStream(pieces, reading, (offset) => ({ offset }));
  for await (const _ of unpack(packed, reading));
}

export const streams: Target = {
  name: 'streams',
  seeds: async () => corpus('streams'),
  takeApart: streamApart,
  read: readStream,
};
