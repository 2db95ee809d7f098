// Raw deflate (RFC 1951) of one chunk, ended by a sync flush: byte-aligned and not final, so
// that chunks can be joined.
import type { OwnBytes } from '../splicer.ts';
import type { Engines } from '../workers/engines.ts';
import type { Packed } from '../workers/task.ts';

/** How far back a match can reach (RFC 1951 section 2). */
export const DEFLATE_WINDOW = 32 * 1024;

/** The longest chunk. A longer one would compress no better, and spread less well over cores. */
export const DEFLATE_CHUNK = 1024 * 1024;

/** A final block with fixed codes and nothing but its end marker (RFC 1951 section 3.2.6). */
export const DEFLATE_END = new Uint8Array([0x03, 0x00]);

/** Compresses a chunk, which is taken away until it is done, as are `before`, the bytes right before it. */
export function deflateFragment(
  chunk: OwnBytes,
  before: OwnBytes,
  level: number,
  engines: Engines,
): Promise<Packed> {
  return engines.run({ kind: 'deflate', level, chunk, before });
}
