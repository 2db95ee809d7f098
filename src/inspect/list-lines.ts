import type { Reading } from './reading.ts';
import { linesOf } from './text.ts';

/** A line has a path, a link's target, digests, and four bytes for one where it is escaped. */
const PATHS_PER_LINE = 10;
/** Lines beyond those of entries: comments, defaults, and a few entries of the list's own. */
const LINES_PER_ENTRY = 2;

/**
 * The lines of a list of a package's files that are not empty, one by one: the whole of it may be
 * too much to have at once. Throws `package_too_large`.
 */
export function* listLines(list: Uint8Array, member: string, reading: Reading): Generator<Buffer> {
  const { entries, path } = reading.limits;
  let left = LINES_PER_ENTRY * entries + 100;
  for (const [line, offset] of linesOf(list)) {
    left -= 1;
    if (left < 0) throw reading.tooLarge('a list with more lines than entries', { member, offset });
    if (line.length > PATHS_PER_LINE * path) {
      throw reading.tooLarge(`a line of ${line.length} bytes in a list`, { member, offset });
    }
    if (line.length > 0) yield line;
  }
}
