import { BLOCK_SIZE } from '../model/blocks.ts';
import { DEFLATE_END, deflateFragment } from './deflate.ts';
import type { Splicer } from './splicer.ts';

const NOTHING = new Uint8Array();

/** A raw deflate stream of blocks that know nothing of each other. */
export function blockSplicer(level: number): Splicer {
  return {
    kind: 'splicer',
    chunkSize: BLOCK_SIZE,
    windowSize: 0,
    ownFragmentsFrom: 0,
    memory: 8 * BLOCK_SIZE,
    async compress(chunk) {
      const bytes = await deflateFragment(chunk, NOTHING, level);
      // Raw deflate has no checksum.
      return { rawSize: chunk.length, check: 0, bytes, chunk };
    },
    frame: (fragments) => [...fragments.map(({ data }) => data), DEFLATE_END],
  };
}
