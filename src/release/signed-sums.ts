import { type ErrorProblem, JacoPkgError } from '../errors.ts';
import {
  type PublicKey,
  parseSignature,
  SIGNATURE_SUFFIX,
  type Verified,
  verify,
} from '../minisign/index.ts';
import type { ReleaseBase } from './base.ts';
import { hintForUnknownKey } from './keys/hint.ts';
import { readWhole } from './read-whole.ts';
import { readSums, type Sum } from './sums.ts';

/** The list that makes files a release. */
export const SUMS = 'SHA256SUMS';
export const SUMS_SIGNATURE = SUMS + SIGNATURE_SUFFIX;

/** Room for ten thousand files; a signature has a few hundred bytes. */
export const MAX_SUMS_BYTES = 2 ** 20;
const MAX_SIGNATURE_BYTES = 2 ** 14;

/** A list that one of the trusted keys signed. */
export interface SignedSums extends Verified {
  /** The bytes that were signed. */
  readonly text: Uint8Array;
  readonly sums: readonly Sum[];
}

/**
 * The list of a release, once its signature is verified. Nothing else of the release is read.
 * Throws `upgrade_verification_failed` when there is no list or signature, or when they are not by a
 * trusted key; another `fetch_` code when they cannot be fetched.
 */
export async function readSignedSums(
  base: ReleaseBase,
  keys: readonly PublicKey[],
): Promise<SignedSums> {
  const text = await readWhole(base, SUMS, MAX_SUMS_BYTES).catch((cause) => {
    throw orMissing(cause, `${base.name} has no ${SUMS}, so it is no release`);
  });
  const minisig = await readWhole(base, SUMS_SIGNATURE, MAX_SIGNATURE_BYTES).catch((cause) => {
    throw orMissing(cause, `${base.name} has no ${SUMS_SIGNATURE}, so nobody vouches for it`);
  });
  try {
    const signature = parseSignature(minisig, SUMS_SIGNATURE);
    const verified = await verify(text, signature, keys, { file: SUMS_SIGNATURE });
    return { ...verified, text, sums: readSums(text, SUMS) };
  } catch (cause) {
    if (!(cause instanceof JacoPkgError)) throw cause;
    const isUnknownKey = cause.code === 'signature_key_unknown';
    const hint = isUnknownKey ? await hintForUnknownKey(base, keys) : undefined;
    throw unverified(
      cause.problems.map((problem) => ({ ...problem, ...(hint && { hint }) })),
      cause,
    );
  }
}

function orMissing(cause: unknown, message: string): unknown {
  const isMissing = cause instanceof JacoPkgError && cause.code === 'fetch_not_found';
  return isMissing ? unverified([{ message }], cause) : cause;
}

/** The error for a release that is not to be trusted, whatever else may be said of it. */
export function unverified(
  problems: readonly Omit<ErrorProblem, 'code'>[],
  cause?: unknown,
): JacoPkgError {
  const [first = { message: 'the release is not to be trusted' }, ...rest] = problems;
  const recode = (problem: Omit<ErrorProblem, 'code'>): ErrorProblem => {
    return { ...problem, code: 'upgrade_verification_failed' };
  };
  return new JacoPkgError([recode(first), ...rest.map(recode)], { cause });
}
