// One zstd frame (RFC 8878). Chunks are compressed as frames of their own, whose blocks are made
// fit to follow others and put in one frame. Never several frames: dpkg-deb takes only the first.
import type { Segment } from '../model/segment.ts';
import type { Fragment, Splicer } from './splicer.ts';
import type { Engines } from './workers/engines.ts';
import { zstdBlocks } from './zstd/compress.ts';
import { END, frameHeader, LARGEST_BLOCK } from './zstd/frame.ts';

const MIB = 1024 * 1024;

/** Binary logarithm of the window in bytes, by level from 1 (lib/compress/clevels.h). */
const WINDOW_LOGS = [
  19, 20, 21, 21, 21, 21, 21, 21, 22, 22, 22, 22, 22, 22, 22, 22, 23, 23, 23, 25, 26, 27,
];

const LARGEST_CHUNK = 64 * MIB;
/** As for gzip: below this, the empty window of a file on its own costs more than it saves. */
const OWN_FRAGMENTS_FROM = 64 * 1024;

export function zstdSplicer(level: number, engines: Engines): Splicer {
  const window = 2 ** (WINDOW_LOGS[level - 1] ?? 0);
  const chunkSize = chunkSizeFor(level, window);
  return {
    kind: 'splicer',
    chunkSize,
    windowSize: 0,
    ownFragmentsFrom: OWN_FRAGMENTS_FROM,
    memory: 2 * chunkSize + tablesFor(level, Math.min(window, chunkSize)),
    async compress(chunk) {
      const rawSize = chunk.length;
      return { rawSize, check: 0, ...(await zstdBlocks(chunk, level, engines)) };
    },
    frame: (fragments) => frame(fragments, Math.min(window, chunkSize)),
  };
}

/**
 * Twice the window: what chunks lose by starting anew is then 0.3% at most, and it is still small
 * enough to keep several cores busy. (The largest windows are not worth twice their memory.)
 */
function chunkSizeFor(level: number, window: number): number {
  if (level < 9) return 4 * MIB;
  return Math.min(2 * window, LARGEST_CHUNK);
}

/** About how many bytes a level's match tables take for a window of `window` bytes. */
function tablesFor(level: number, window: number): number {
  return level < 9 ? 4 * MIB : level < 17 ? 5 * window : 12 * window;
}

function frame(fragments: readonly Fragment[], window: number): Segment[] {
  const size = fragments.reduce((sum, { rawSize }) => sum + rawSize, 0);
  const reach = Math.max(LARGEST_BLOCK, Math.min(window, size));
  return [frameHeader(reach, size), ...fragments.map(({ data }) => data), END];
}
