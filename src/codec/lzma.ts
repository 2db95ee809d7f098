import type { StreamCompressor } from './splicer.ts';
import type { Engines } from './workers/engines.ts';
import type { Task } from './workers/task.ts';

/** The legacy .lzma format: one range code from start to end, so nothing can be spliced. */
export function lzmaCompressor(level: number, engines: Engines): StreamCompressor {
  return {
    kind: 'stream',
    compress: (chunks) => engines.stream(tasks(chunks, level)),
  };
}

async function* tasks(chunks: AsyncIterable<Uint8Array>, level: number): AsyncGenerator<Task> {
  for await (const chunk of chunks) {
    yield { kind: 'lzma', level, chunk: new Uint8Array(chunk), last: false };
  }
  yield { kind: 'lzma', level, chunk: new Uint8Array(), last: true };
}
