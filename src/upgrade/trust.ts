import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { JacoPkgError } from '../errors.ts';
import { type PublicKey, parsePublicKeys, readPublicKeys } from '../minisign/index.ts';
import type { ReleaseBase } from '../release/base.ts';
import { MAX_SUMS_BYTES, readSignedSums, readWhole, SUMS } from '../release/signed-sums.ts';
import { hintForUnknownKey } from '../release/skipped-rotation.ts';
import { readSums, type Sum } from '../release/sums.ts';
import type { Trust } from './options.ts';
import { isKnown, type Receipt, receiptIn } from './receipt.ts';

/** What releases are trusted. */
export interface Trusted {
  readonly keys: readonly PublicKey[];
  /** One that none of the keys signed. */
  readonly receipt?: Receipt | undefined;
}

/** The list of a release that is trusted. */
export interface TrustedSums {
  readonly text: Uint8Array;
  readonly sums: readonly Sum[];
  /** The key that signed it. */
  readonly keyId: string;
  readonly trustedComment?: string;
}

/** Throws `key_invalid`, `key_unreadable`. */
export async function trustedBy(trust: Trust, cwd: string): Promise<Trusted> {
  if (!('keyFile' in trust)) return { keys: trust.keys.flatMap((text) => parsePublicKeys(text)) };
  const path = resolve(cwd, trust.keyFile);
  const keys = await readPublicKeys(path);
  return { keys, receipt: receiptIn(await readFile(path, 'utf8')) };
}

/** The list of a release; says what to do when the vendor has changed keys. */
export async function readTrusted(base: ReleaseBase, trusted: Trusted): Promise<TrustedSums> {
  try {
    const { text, sums, key, trustedComment } = await readSignedSums(base, trusted.keys);
    return { text, sums, keyId: key.keyId, trustedComment };
  } catch (error) {
    if (!(error instanceof JacoPkgError) || !isUnknownKey(error.cause)) throw error;
    return (await readKnown(base, trusted)) ?? (await refuse(error, base, trusted));
  }
}

/** The list of the release that was verified before, when it is that one. */
async function readKnown(
  base: ReleaseBase,
  { receipt }: Trusted,
): Promise<TrustedSums | undefined> {
  if (!receipt) return undefined;
  const text = await readWhole(base, SUMS, MAX_SUMS_BYTES);
  if (!isKnown(receipt, text)) return undefined;
  return { text, sums: readSums(text, SUMS), keyId: receipt.keyId };
}

async function refuse(error: JacoPkgError, base: ReleaseBase, { keys }: Trusted): Promise<never> {
  const [problem] = error.problems;
  const hint = await hintForUnknownKey(base, keys);
  const trusted = keys.map(({ keyId }) => keyId).join(' or ');
  const otherwise = `if keys were changed, first install the last release by key ${trusted}`;
  throw new JacoPkgError({ ...problem, hint: hint ?? otherwise }, { cause: error.cause });
}

function isUnknownKey(cause: unknown): boolean {
  return cause instanceof JacoPkgError && cause.code === 'signature_key_unknown';
}
