import { resolve } from 'node:path';
import { JacoPkgError } from '../errors.ts';
import { type PublicKey, parsePublicKeys, readPublicKeys } from '../minisign/index.ts';
import type { ReleaseBase } from '../release/base.ts';
import { readSignedSums, type SignedSums } from '../release/signed-sums.ts';
import { hintForUnknownKey } from '../release/skipped-rotation.ts';
import type { Trust } from './options.ts';

/** Throws `key_invalid`, `key_unreadable`. */
export async function trustedKeys(trust: Trust, cwd: string): Promise<PublicKey[]> {
  if ('keyFile' in trust) return readPublicKeys(resolve(cwd, trust.keyFile));
  return trust.keys.flatMap((text) => parsePublicKeys(text));
}

/** The list of a release, by a trusted key; says what to do when the vendor has changed keys. */
export async function readTrusted(
  base: ReleaseBase,
  keys: readonly PublicKey[],
): Promise<SignedSums> {
  try {
    return await readSignedSums(base, keys);
  } catch (error) {
    if (!(error instanceof JacoPkgError) || !isUnknownKey(error.cause)) throw error;
    const [problem] = error.problems;
    const hint = await hintForUnknownKey(base, keys);
    const trusted = keys.map(({ keyId }) => keyId).join(' or ');
    const otherwise = `if keys were changed, first install the last release by key ${trusted}`;
    throw new JacoPkgError({ ...problem, hint: hint ?? otherwise }, { cause: error.cause });
  }
}

function isUnknownKey(cause: unknown): boolean {
  return cause instanceof JacoPkgError && cause.code === 'signature_key_unknown';
}
