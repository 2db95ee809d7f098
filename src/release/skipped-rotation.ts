import { JacoPkgError } from '../errors.ts';
import type { PublicKey } from '../minisign/index.ts';
import type { ReleaseBase } from './base.ts';
import { MAX_ROTATIONS_BYTES, parseRotations, ROTATIONS_FILE, rotationAfter } from './rotation.ts';
import { readWhole } from './signed-sums.ts';

/**
 * What to do about a release by a key that is not trusted: which release to install first, by the
 * word of a trusted key. Undefined when the release does not tell.
 */
export async function hintForUnknownKey(
  base: ReleaseBase,
  keys: readonly PublicKey[],
): Promise<string | undefined> {
  try {
    const text = await readWhole(base, ROTATIONS_FILE, MAX_ROTATIONS_BYTES);
    const rotations = parseRotations(text.toString(), ROTATIONS_FILE);
    const rotation = await rotationAfter(keys, rotations);
    if (!rotation) return undefined;
    const { release, newKey } = rotation;
    return `the key was changed: install release ${release} first, which brings key ${newKey.keyId}`;
  } catch (cause) {
    // What cannot be had or read gives no hint; the release is refused either way.
    if (cause instanceof JacoPkgError) return undefined;
    throw cause;
  }
}
