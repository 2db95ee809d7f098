// An entry is the file KK/KEY in the folder of the cache, KEY being what it is found by (64 digits):
//   { "jpkgfrg1" } { SHA-256 of KEY and of all that follows } { check } { compressed bytes }
// The digest tells what is damaged, cut short or under a wrong name.
import { createHash } from 'node:crypto';

const MAGIC = Buffer.from('jpkgfrg1');
const DIGEST_SIZE = 32;
const HEADER_SIZE = MAGIC.length + DIGEST_SIZE + 4;

/** What is kept of a compressed chunk. */
export interface Entry {
  /** Checksum of the chunk, of the kind its stream has. */
  readonly check: number;
  readonly bytes: Uint8Array;
}

export function packEntry(key: string, { check, bytes }: Entry): Uint8Array {
  const checkBytes = Buffer.alloc(4);
  checkBytes.writeUInt32LE(check);
  return Buffer.concat([MAGIC, digestOf(key, checkBytes, bytes), checkBytes, bytes]);
}

/** Undefined for what is no entry of that key. */
export function unpackEntry(key: string, packed: Uint8Array): Entry | undefined {
  const header = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  if (packed.length < HEADER_SIZE || !header.subarray(0, MAGIC.length).equals(MAGIC)) return;
  const checkBytes = header.subarray(HEADER_SIZE - 4, HEADER_SIZE);
  const bytes = packed.subarray(HEADER_SIZE);
  const digest = header.subarray(MAGIC.length, MAGIC.length + DIGEST_SIZE);
  if (!digest.equals(digestOf(key, checkBytes, bytes))) return;
  return { check: checkBytes.readUInt32LE(), bytes };
}

function digestOf(key: string, check: Uint8Array, bytes: Uint8Array): Buffer {
  return createHash('sha256').update(key).update(check).update(bytes).digest();
}
