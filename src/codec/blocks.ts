import { BLOCK_SIZE } from '../model/blocks.ts';
import { DEFLATE_END, deflateFragment } from './deflate/deflate.ts';
import type { Splicer } from './splicer.ts';
import type { Engines } from './workers/engines.ts';

/** A raw deflate stream of blocks that know nothing of each other. */
export function blockSplicer(level: number, engines: Engines): Splicer {
  return {
    kind: 'splicer',
    chunkSize: BLOCK_SIZE,
    windowSize: 0,
    ownFragmentsFrom: 0,
    memory: 8 * BLOCK_SIZE,
    async compress(chunk) {
      const rawSize = chunk.length;
      const packed = await deflateFragment(chunk, new Uint8Array(), level, engines);
      // Raw deflate has no checksum.
      return { rawSize, check: 0, ...packed };
    },
    frame: (fragments) => [...fragments.map(({ data }) => data), DEFLATE_END],
  };
}
