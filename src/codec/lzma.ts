import { concat } from '../container/bytes.ts';
import type { StreamCompressor } from './splicer.ts';
import type { Engines } from './workers/engines.ts';
import type { Task } from './workers/task.ts';

/** Bytes handed to an engine at a time: fewer would mean more trips to its thread. */
const CHUNK_SIZE = 1024 * 1024;

/** The legacy .lzma format: one range code from start to end, so nothing can be spliced. */
export function lzmaCompressor(level: number, engines: Engines): StreamCompressor {
  return {
    kind: 'stream',
    compress: (chunks) => engines.stream(tasks(level, chunks)),
  };
}

async function* tasks(level: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Task> {
  for await (const chunk of recut(chunks)) yield { kind: 'lzma', level, chunk, last: false };
  yield { kind: 'lzma', level, chunk: new Uint8Array(), last: true };
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
