import { ByteReader } from '../byte-reader.ts';
import type { At, Reading } from '../reading.ts';
import type { Source } from '../source.ts';
import { bunzip2 } from './bzip2.ts';
import { gunzip } from './gzip.ts';
import { isLzma, unlzma } from './lzma.ts';
import { unxz, unxzStream } from './xz.ts';
import { unzstd } from './zstd.ts';

const COMPRESSIONS = ['none', 'gzip', 'xz', 'lzma', 'zstd', 'bzip2'] as const;

export type Compression = (typeof COMPRESSIONS)[number];

/** What a compressed stream starts with. */
const MAGICS: readonly (readonly [Compression, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['bzip2', [0x42, 0x5a, 0x68]],
];

/** How many bytes {@link compressionOf} looks at. */
export const MAGIC_SIZE = 14;

/** How some bytes are compressed, by their start. */
export function compressionOf(head: Uint8Array): Compression {
  const found = MAGICS.find(([, magic]) => magic.every((byte, i) => head[i] === byte));
  return found?.[0] ?? (isLzma(head) ? 'lzma' : 'none');
}

/** Some bytes as they are in the package. */
export interface Packed {
  readonly compression: Compression;
  /** Read once, from the start. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** The same bytes, where they can be read from anywhere. */
  readonly source?: Source;
  /** The place of one of the bytes, for messages. */
  at(offset: number): At;
}

/** A source as the start of {@link unpack}. */
export async function packedSource(source: Source): Promise<Packed> {
  const head = await source.read(0, Math.min(MAGIC_SIZE, source.size));
  return {
    compression: compressionOf(head),
    chunks: source.chunks(),
    source,
    at: (offset) => ({ offset: source.offset + offset }),
  };
}

/** A stream as the start of {@link unpack}. */
export async function packedStream(
  chunks: AsyncIterable<Uint8Array>,
  reading: Reading,
  at: (offset: number) => At,
): Promise<Packed> {
  const reader = new ByteReader(chunks, reading, at);
  const head = await reader.readUpTo(MAGIC_SIZE);
  reader.giveBack(head);
  return { compression: compressionOf(head), chunks: reader.rest(), at };
}

/**
 * Unpacks as it is asked for more. Throws `package_malformed`, `package_too_large` where more
 * comes out than the limits allow, and `package_unsupported`.
 */
export function unpack(packed: Packed, reading: Reading): AsyncGenerator<Uint8Array> {
  let read = 0;
  const counted = (async function* () {
    for await (const chunk of packed.chunks) {
      read += chunk.length;
      yield chunk;
    }
  })();
  // A source is read by the decoder itself; all of it is in reach then.
  const used = () => packed.source?.size ?? read;
  return metered(decoder({ ...packed, chunks: counted }, reading), reading, used, packed.at);
}

/** Passes unpacked bytes on for as long as they are in proportion to those that went in. */
export async function* metered(
  unpacked: AsyncIterable<Uint8Array>,
  reading: Reading,
  used: () => number,
  at: (offset: number) => At,
): AsyncGenerator<Uint8Array> {
  const { ratio, freely } = reading.limits;
  let given = 0;
  for await (const chunk of unpacked) {
    reading.goOn();
    given += chunk.length;
    reading.unpack(chunk.length, at(used()));
    if (given > freely && given > ratio * used()) {
      throw reading.tooLarge(`unpacks to over ${ratio} times its size`, at(used()));
    }
    yield chunk;
  }
}

function decoder(packed: Packed, reading: Reading): AsyncIterable<Uint8Array> {
  const { chunks, source } = packed;
  const reader = () => new ByteReader(chunks, reading, packed.at);
  switch (packed.compression) {
    case 'none':
      return chunks;
    case 'gzip':
      return gunzip(reader(), reading);
    case 'bzip2':
      return bunzip2(reader(), reading);
    case 'lzma':
      return unlzma(reader(), reading);
    case 'xz':
      return source ? unxz(source, reading) : unxzStream(chunks, reading, packed.at(0));
    case 'zstd':
      return unzstd(reader(), reading);
  }
}
