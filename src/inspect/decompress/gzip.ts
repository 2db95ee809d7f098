// RFC 1952: members one after the other. apk takes the end of one for the end of a section, so
// each can be had on its own.
import {
  Z_BUF_ERROR,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  ZStream,
  zlibInflate,
  zlibInflateInit2,
} from 'pako';
import type { ByteReader } from '../byte-reader.ts';
import type { Reading } from '../reading.ts';
import { Pieces } from './pieces.ts';

const CHUNK = 64 * 1024;
/** zlib's way to ask for a gzip member and the largest window. */
const GZIP_WINDOW = 16 + 15;
/** And for deflate alone. */
const RAW_WINDOW = -15;

/** All members, as one stream. */
export async function* gunzip(reader: ByteReader, reading: Reading): AsyncGenerator<Uint8Array> {
  const pieces = new Pieces('gzip', reading, () => reader.at());
  do {
    pieces.next();
    for await (const chunk of gunzipMember(reader, reading)) {
      pieces.gave(chunk.length);
      yield chunk;
    }
  } while (await startsMember(reader, reading));
}

/** Whether another member follows. What else may follow is told once, and left alone. */
export async function startsMember(reader: ByteReader, reading: Reading): Promise<boolean> {
  const magic = await reader.readUpTo(2);
  reader.giveBack(magic);
  if (magic[0] === 0x1f && magic[1] === 0x8b) return true;
  // Padding of tapes, which gzip passes over in silence.
  if (magic.some((byte) => byte !== 0))
    reading.note('there are bytes after the end of the gzip data');
  return false;
}

/** One member, its checksum and length verified. */
export function gunzipMember(reader: ByteReader, reading: Reading): AsyncGenerator<Uint8Array> {
  return inflate(reader, reading, { window: GZIP_WINDOW, name: 'gzip' });
}

/**
 * Deflate without anything around it (RFC 1951). Some writers of msix leave out the last block:
 * whether all is there is for the caller to know, by its size.
 */
export function inflateRaw(reader: ByteReader, reading: Reading): AsyncGenerator<Uint8Array> {
  return inflate(reader, reading, { window: RAW_WINDOW, name: 'deflate', mayLackEnd: true });
}

interface InflateOptions {
  readonly window: number;
  readonly name: string;
  readonly mayLackEnd?: boolean;
}

async function* inflate(
  reader: ByteReader,
  reading: Reading,
  { window, name, mayLackEnd = false }: InflateOptions,
): AsyncGenerator<Uint8Array> {
  const stream = new ZStream();
  zlibInflateInit2(stream, window);
  for (;;) {
    if (stream.avail_in === 0 && !(await feed(stream, reader))) {
      if (mayLackEnd) return;
      throw reading.malformed(`the ${name} data ends too early`, reader.at());
    }
    if (stream.avail_out === 0) provide(stream);
    const before = stream.avail_in;
    const status = zlibInflate(stream, Z_NO_FLUSH);
    const stuck = stream.avail_in === before && stream.next_out === 0;
    const fine = status === Z_OK || status === Z_BUF_ERROR || status === Z_STREAM_END;
    if (!fine || (stuck && status !== Z_STREAM_END)) {
      const at = reader.at(reader.position - stream.avail_in);
      throw reading.malformed(`the ${name} data is damaged: ${stream.msg || 'no progress'}`, at);
    }
    if (stream.next_out > 0) {
      yield stream.output.subarray(0, stream.next_out);
      stream.avail_out = 0;
    }
    if (status !== Z_STREAM_END) continue;
    reader.giveBack(stream.input.subarray(stream.next_in, stream.next_in + stream.avail_in));
    return;
  }
}

/** False when there is no more. */
async function feed(stream: ZStream, reader: ByteReader): Promise<boolean> {
  const bytes = await reader.take(CHUNK);
  if (!bytes) return false;
  stream.input = bytes;
  stream.next_in = 0;
  stream.avail_in = bytes.length;
  return true;
}

function provide(stream: ZStream): void {
  stream.output = new Uint8Array(CHUNK);
  stream.next_out = 0;
  stream.avail_out = CHUNK;
}
