import { concat } from '../container/bytes.ts';
import type { StreamCompressor } from './splicer.ts';
import type { Engines } from './workers/engines.ts';
import type { Task } from './workers/task.ts';

/** Bytes handed to an engine at a time; fixed, so that the output depends on nothing else. */
const CHUNK_SIZE = 1024 * 1024;

/**
 * Formats that cannot be spliced. The legacy .lzma is one range code from start to end; in zstd
 * the offsets of one block refer to those of the block before, and dpkg takes one frame only.
 */
export function streamCompressor(
  kind: 'lzma' | 'zstd',
  level: number,
  engines: Engines,
): StreamCompressor {
  return {
    kind: 'stream',
    compress: (chunks) => engines.stream(tasks(kind, level, chunks)),
  };
}

async function* tasks(
  kind: 'lzma' | 'zstd',
  level: number,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Task> {
  for await (const chunk of recut(chunks)) yield { kind, level, chunk, last: false };
  yield { kind, level, chunk: new Uint8Array(), last: true };
}

/** The same bytes in chunks of one size, each in a buffer of its own; the last one shorter. */
async function* recut(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let rest = chunk;
    while (rest.length > 0) {
      const part = rest.subarray(0, CHUNK_SIZE - size);
      parts.push(part);
      size += part.length;
      rest = rest.subarray(part.length);
      if (size < CHUNK_SIZE) continue;
      yield new Uint8Array(concat(parts));
      parts = [];
      size = 0;
    }
  }
  if (size > 0) yield new Uint8Array(concat(parts));
}
