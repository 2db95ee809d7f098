import { ReadableStream } from 'node:stream/web';
import xz from 'xz-decompress';
import { JacoPkgError } from '../../errors.ts';
import type { At, Reading } from '../reading.ts';
import type { Source } from '../source.ts';
import { Pieces } from './pieces.ts';
import { xzStreams } from './xz-index.ts';
import { checkedBlocks, SHA256_CHECK, withoutChecks } from './xz-sha256.ts';

/** XZ_OPTIONS_ERROR and XZ_MEMLIMIT_ERROR of XZ Embedded's xz.h. */
const UNSUPPORTED = /error code [46]$/;

/** Pieces that a stream counts for: the decoder is made anew for each. */
const STREAM_COST = 10;

/** A whole .xz file, stream after stream. */
export async function* unxz(source: Source, reading: Reading): AsyncGenerator<Uint8Array> {
  let at = { offset: source.offset };
  const pieces = new Pieces('xz', reading, () => at);
  for (const stream of await xzStreams(source, reading)) {
    at = { offset: source.offset + stream.start };
    pieces.next(STREAM_COST);
    for (const { unpackedSize } of stream.blocks) pieces.gave(unpackedSize);
    if (stream.check === SHA256_CHECK) {
      const unpacked = decode(withoutChecks(source, stream), reading, at);
      yield* checkedBlocks(unpacked, source, stream, reading);
    } else {
      yield* decode(source.chunks(stream.start, stream.end), reading, at);
    }
  }
}

/** An .xz file that can only be read once, from its start. */
export function unxzStream(
  packed: AsyncIterable<Uint8Array>,
  reading: Reading,
  at: At,
): AsyncGenerator<Uint8Array> {
  return decode(packed, reading, at);
}

async function* decode(
  packed: AsyncIterable<Uint8Array>,
  reading: Reading,
  at: At,
): AsyncGenerator<Uint8Array> {
  const unpacked = new xz.XzReadableStream(ReadableStream.from(packed)).getReader();
  try {
    for (;;) {
      const { done, value } = await unpacked.read();
      if (done) return;
      if (value.length > 0) yield value;
    }
  } catch (cause) {
    if (cause instanceof JacoPkgError) throw cause;
    if (cause instanceof Error && UNSUPPORTED.test(cause.message)) {
      throw reading.unsupported(
        'the xz data uses a filter or a size of history that is not supported',
        at,
      );
    }
    throw reading.malformed('the xz data is damaged or ends too early', at, cause);
  } finally {
    // Only one stream is unpacked at a time: let the next one have its turn.
    await unpacked.cancel().catch(() => {});
  }
}
