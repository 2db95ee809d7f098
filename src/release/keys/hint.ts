import { JacoPkgError } from '../../errors.ts';
import type { PublicKey } from '../../minisign/index.ts';
import type { ReleaseBase } from '../base.ts';
import { readWhole } from '../read-whole.ts';
import {
  MAX_ROTATIONS_BYTES,
  parseRotations,
  ROTATIONS_FILE,
  type Rotation,
  rotationAfter,
} from './rotation.ts';

/**
 * What to do about a release by a key that is not trusted: which release to install first, by the
 * word of a trusted key where there is one.
 */
export async function hintForUnknownKey(
  base: ReleaseBase,
  keys: readonly PublicKey[],
): Promise<string> {
  const rotation = await nextRotation(base, keys);
  if (rotation) {
    const { release, newKey } = rotation;
    return `the key was changed: install release ${release} first, which brings key ${newKey.keyId}`;
  }
  const trusted = keys.map(({ keyId }) => keyId).join(' or ');
  return `if the key was changed, first install the last release by key ${trusted}`;
}

/** Undefined when the release does not tell. */
async function nextRotation(
  base: ReleaseBase,
  keys: readonly PublicKey[],
): Promise<Rotation | undefined> {
  try {
    const text = await readWhole(base, ROTATIONS_FILE, MAX_ROTATIONS_BYTES);
    return await rotationAfter(keys, parseRotations(text.toString(), ROTATIONS_FILE));
  } catch (cause) {
    // What cannot be had or read tells nothing; the release is refused either way.
    if (cause instanceof JacoPkgError) return undefined;
    throw cause;
  }
}
