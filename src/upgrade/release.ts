import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { JacoPkgError } from '../errors.ts';
import { type PublicKey, parsePublicKeys } from '../minisign/index.ts';
import { BatchWriter } from '../output/batch-writer.ts';
import type { ReleaseBase } from '../release/base.ts';
import { isSameKey, PUBLIC_KEY_FILE } from '../release/keys/rotation.ts';
import { unverified } from '../release/signed-sums.ts';
import type { Sum } from '../release/sums.ts';
import { writing } from './errors.ts';

/** Room for a hundred keys, and, in a key file, for a receipt below them. */
const MAX_KEYS_BYTES = 16_384;

/**
 * Downloads a file of a release into a private folder; returns its path once its SHA-256 is the one
 * that was signed. Throws `upgrade_verification_failed`, or a `fetch_` code.
 */
export async function download(
  base: ReleaseBase,
  sum: Sum,
  folder: string,
  maxBytes: number,
): Promise<string> {
  const path = join(folder, 'download');
  const file = await writing(path, () => open(path, 'wx', 0o600));
  try {
    await save(verified(base, sum, maxBytes), path, file);
  } finally {
    await file.close();
  }
  return path;
}

async function save(chunks: AsyncIterable<Uint8Array>, path: string, file: FileHandle) {
  const writer = new BatchWriter(file);
  for await (const chunk of chunks) await writing(path, () => writer.write(chunk));
  await writing(path, () => writer.end());
}

/** Passes on the bytes of a file; fails at its end when they are not those that were signed. */
async function* verified(
  base: ReleaseBase,
  { name, sha256 }: Sum,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of base.open(name, maxBytes)) {
      hash.update(chunk);
      yield chunk;
    }
  } catch (cause) {
    const isMissing = cause instanceof JacoPkgError && cause.code === 'fetch_not_found';
    throw isMissing ? unverified([{ message: `${base.name} has no ${name}` }], cause) : cause;
  }
  const found = hash.digest('hex');
  if (found === sha256) return;
  const message = `${name} is not the file that was released: its SHA-256 is ${found}, not ${sha256}`;
  throw unverified([{ message }]);
}

export interface ReleaseKeys {
  readonly text: Uint8Array;
  readonly keys: readonly PublicKey[];
}

/** The keys for later releases that a release brings, when they are not the trusted ones. */
export async function newKeysOf(
  base: ReleaseBase,
  sums: readonly Sum[],
  trusted: readonly PublicKey[],
): Promise<ReleaseKeys | undefined> {
  const sum = sums.find(({ name }) => name === PUBLIC_KEY_FILE);
  if (!sum) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of verified(base, sum, MAX_KEYS_BYTES)) chunks.push(chunk);
  const text = Buffer.concat(chunks);
  const keys = parse(text);
  const isAllIn = (some: readonly PublicKey[], others: readonly PublicKey[]) =>
    some.every((key) => others.some((other) => isSameKey(key, other)));
  return isAllIn(keys, trusted) && isAllIn(trusted, keys) ? undefined : { text, keys };
}

function parse(text: Uint8Array): PublicKey[] {
  try {
    return parsePublicKeys(text, PUBLIC_KEY_FILE);
  } catch (cause) {
    throw cause instanceof JacoPkgError ? unverified(cause.problems, cause) : cause;
  }
}
