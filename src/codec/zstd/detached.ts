import { detach } from './detach.ts';
import { bareBlocks } from './frame.ts';
import { unpackZstd } from './wasm.ts';

/**
 * The blocks of a sound frame, fit to follow others; what comes after the frame is left out.
 * @param frame they take its place, if they fit into its buffer
 */
export async function detachedBlocks(frame: Uint8Array): Promise<Uint8Array> {
  return detach(frame) ?? bareBlocks(await unpackZstd(frame));
}
