import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { JacoPkgError } from '../errors.ts';
import { type PublicKey, parsePublicKeys, readPublicKeys } from '../minisign/index.ts';
import type { ReleaseBase } from '../release/base.ts';
import { readWhole } from '../release/read-whole.ts';
import { MAX_SUMS_BYTES, readSignedSums, SUMS } from '../release/signed-sums.ts';
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

/** The list of a release. Throws `upgrade_verification_failed`, or a `fetch_` code. */
export async function readTrusted(base: ReleaseBase, trusted: Trusted): Promise<TrustedSums> {
  try {
    const { text, sums, key, trustedComment } = await readSignedSums(base, trusted.keys);
    return { text, sums, keyId: key.keyId, trustedComment };
  } catch (error) {
    if (!(error instanceof JacoPkgError) || !isUnknownKey(error.cause)) throw error;
    const known = await readKnown(base, trusted);
    if (known) return known;
    throw error;
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

function isUnknownKey(cause: unknown): boolean {
  return cause instanceof JacoPkgError && cause.code === 'signature_key_unknown';
}
