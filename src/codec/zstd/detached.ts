import { detach } from './detach.ts';
import { bareBlocks } from './frame.ts';
import { unpackZstd } from './wasm.ts';

/**
 * The blocks of a sound frame, fit to follow others; what comes after the frame is left out.
 * @param how whether they may take the place of the frame
 */
export async function detachedBlocks(
  frame: Uint8Array,
  how?: { readonly within: boolean },
): Promise<Uint8Array> {
  return detach(frame, how) ?? bareBlocks(await unpackZstd(frame));
}
