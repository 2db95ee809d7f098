// Raw deflate (RFC 1951) of one chunk, ended by a sync flush: byte-aligned and not final, so that
// chunks can be joined. It is compiled to WebAssembly, from AssemblyScript.
//   deflate -> parse -> { places, matches, sequences }, block -> { code-lengths, huffman, words }
import { begin, written } from './bits.ts';
import { prepareFixed, putBlock, putFlush } from './block.ts';
import {
  clearBlock,
  clearCounts,
  mergeRecent,
  prepareCounts,
  recentBits,
  recentDiffers,
} from './counts.ts';
import { INPUT, OUTPUT } from './memory.ts';
import { learn, learnWorth, parse, prepareLevel } from './parse.ts';
import { LOOK } from './places.ts';
import { beginAt, next } from './sequences.ts';
import { prepareSymbols } from './symbols.ts';

/** Where to put what comes before the chunk and the chunk, and where to find the outcome. */
export const input: usize = INPUT;
export const output: usize = OUTPUT;

/** After so many bytes it is seen whether a block should end. */
const STEP: u32 = 16384;

let prepared: bool = false;

/**
 * @param before bytes at {@link input} that come before the chunk, at most 32 KiB
 * @param length of the chunk after them, at most 1 MiB
 * @param level 1 to 9
 * @returns bytes at {@link output}
 */
export function deflate(before: u32, length: u32, level: u32): u32 {
  prepare();
  prepareLevel(level);
  clearCounts();
  begin();
  const end = before + length;
  // What is read beyond the end is to be the same, whatever has been there before.
  memory.fill(INPUT + end, 0, 2 * LOOK + 8);
  learn(before);
  beginAt(before);
  let first = next;
  let start = before;
  let at = before;
  while (at < end) {
    const newer = next;
    const newerAt = at;
    at = parse(at, end, STEP);
    if (newer > first && recentDiffers()) {
      putBlock(first, newer, start, newerAt - start);
      clearBlock();
      first = newer;
      start = newerAt;
    }
    learnWorth(recentBits(), at - newerAt);
    mergeRecent();
  }
  if (next > first) putBlock(first, next, start, end - start);
  putFlush();
  return written();
}

function prepare(): void {
  if (prepared) return;
  prepared = true;
  prepareSymbols();
  prepareCounts();
  prepareFixed();
}
