import { createHash } from 'node:crypto';
import { type ErrorProblem, JacoPkgError } from '../errors.ts';
import type { PublicKey } from '../minisign/index.ts';
import type { ReleaseBase } from './base.ts';
import { type BaseOptions, releasesAt } from './locate.ts';
import {
  readSignedSums,
  type SignedSums,
  SUMS,
  SUMS_SIGNATURE,
  unverified,
} from './signed-sums.ts';
import type { Sum } from './sums.ts';

export interface VerifyReleaseOptions extends BaseOptions {
  /** Any of them may have signed the release. */
  readonly keys: readonly PublicKey[];
  /** A file with more bytes than that is refused; 16 GiB by default. */
  readonly maxBytes?: number;
  /** Told of each file that is as it was released. */
  readonly onFile?: (file: VerifiedFile) => void;
}

export interface VerifiedFile extends Sum {
  /** Length in bytes. */
  readonly size: number;
}

export interface VerifiedRelease {
  /** The base, as it is called in messages. */
  readonly base: string;
  /** The trusted key that signed it. */
  readonly key: PublicKey;
  readonly trustedComment: string;
  /** In the order of SHA256SUMS; a single one when a single artifact was asked for. */
  readonly files: readonly VerifiedFile[];
  /** Whether it is known that nothing else lies there; an address on the web does not tell. */
  readonly isAll: boolean;
}

const MAX_BYTES = 16 * 2 ** 30;

/** Who names one of these means the release they are of. */
const LISTS: readonly (string | undefined)[] = [undefined, SUMS, SUMS_SIGNATURE];

/**
 * Verifies a release, or a single file of one: the signature over SHA256SUMS, then each file.
 * @param place path or address of the release, or of an artifact beside its SHA256SUMS
 * @throws JacoPkgError `upgrade_verification_failed`, with every file that is missing, wrong or not
 *   of the release
 */
export async function verifyRelease(
  place: string,
  options: VerifyReleaseOptions,
): Promise<VerifiedRelease> {
  try {
    const { base, only, signed } = await findRelease(place, options);
    const sums = only === undefined ? signed.sums : [sumOf(signed, only)];
    const { files, problems } = await verifyFiles(base, sums, options);
    const isAll = only === undefined && base.list !== undefined;
    const extra = isAll ? await extraFiles(base, signed) : [];
    const all = [...problems, ...extra];
    if (all.length > 0) throw unverified(all);
    const { key, trustedComment } = signed;
    return { base: base.name, key, trustedComment, files, isAll };
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (!(cause instanceof JacoPkgError) || !cause.code.startsWith('fetch_')) throw cause;
    throw unverified(cause.problems, cause);
  }
}

/** An address may be that of a file; then there is no list below it. */
async function findRelease(place: string, options: VerifyReleaseOptions) {
  const candidates = await releasesAt(place, options);
  for (const [index, candidate] of candidates.entries()) {
    try {
      const { base, only } = candidate;
      const signed = await readSignedSums(base, options.keys);
      return { base, only: LISTS.includes(only) ? undefined : only, signed };
    } catch (error) {
      if (!isMissing(error) || index === candidates.length - 1) throw error;
    }
  }
  throw unverified([{ message: `there is no release at ${place}` }]);
}

function isMissing(error: unknown): boolean {
  const cause = error instanceof JacoPkgError ? error.cause : undefined;
  return cause instanceof JacoPkgError && cause.code === 'fetch_not_found';
}

function sumOf({ sums }: SignedSums, name: string): Sum {
  const sum = sums.find((one) => one.name === name);
  if (sum) return sum;
  throw unverified([{ message: `${name} is not in ${SUMS}, so it is not of this release` }]);
}

async function verifyFiles(
  base: ReleaseBase,
  sums: readonly Sum[],
  { maxBytes = MAX_BYTES, onFile, signal }: VerifyReleaseOptions,
) {
  const files: VerifiedFile[] = [];
  const problems: Omit<ErrorProblem, 'code'>[] = [];
  for (const { name, sha256 } of sums) {
    signal?.throwIfAborted();
    try {
      const found = await digest(base, name, maxBytes);
      if (found.sha256 === sha256) {
        const file = { name, ...found };
        files.push(file);
        onFile?.(file);
      } else {
        const message = `${name} is not the file that was released: its SHA-256 is ${found.sha256}, not ${sha256}`;
        problems.push({ message });
      }
    } catch (error) {
      if (!(error instanceof JacoPkgError)) throw error;
      if (error.code === 'fetch_not_found') problems.push({ message: `${name} is missing` });
      else problems.push(...error.problems);
    }
  }
  return { files, problems };
}

async function digest(base: ReleaseBase, name: string, maxBytes: number) {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of base.open(name, maxBytes)) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { size, sha256: hash.digest('hex') };
}

async function extraFiles(base: ReleaseBase, { sums }: SignedSums) {
  const known = new Set([SUMS, SUMS_SIGNATURE, ...sums.map(({ name }) => name)]);
  const names = (await base.list?.()) ?? [];
  return names
    .filter((name) => !known.has(name))
    .map((name) => ({ message: `${name} is not in ${SUMS}, so it is not of this release` }));
}
