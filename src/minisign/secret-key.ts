import type { KeyObject } from 'node:crypto';
import type { ErrorProblem } from '../errors.ts';
import { JacoPkgError } from '../errors.ts';
import { blake2b } from './blake2b.ts';
import { privateKeyFromSeed, publicBytesOf } from './ed25519.ts';
import type { Fields } from './format.ts';
import {
  CHECKSUM_BLAKE2B,
  formatKeyId,
  KDF_NONE,
  KDF_SCRYPT,
  KEY_ALGORITHM,
  KEY_PAIR,
  SECRET_KEY,
  tag,
  unpack,
} from './format.ts';
import { applyPassword, scryptCost } from './kdf.ts';
import type { PublicKey } from './public-key.ts';
import { decodeBase64, MAX_FILE_BYTES, textLines } from './text.ts';

/** A secret key ready to sign. Its secret bytes live in the key object alone, which prints none. */
export interface SecretKey {
  readonly publicKey: PublicKey;
  readonly privateKey: KeyObject;
}

type SecretRecord = Fields<typeof SECRET_KEY>;

/** Whether `parseSecretKey` needs a password for this text. Throws `key_invalid`. */
export function isEncryptedSecretKey(text: string | Uint8Array, file?: string): boolean {
  return tag(readRecord(text, file).kdf) === KDF_SCRYPT;
}

/**
 * The key of a secret key file, or of its bare base64 line. The password is not used when the key
 * is not encrypted. Throws `key_invalid`, and `key_password` when the password is wrong or missing.
 */
export async function parseSecretKey(
  text: string | Uint8Array,
  password?: string,
  file?: string,
): Promise<SecretKey> {
  const record = readRecord(text, file);
  const encrypted = tag(record.kdf) === KDF_SCRYPT;
  if (encrypted) await decrypt(record, password, file);
  try {
    checkChecksum(record, encrypted, file);
    return openKeys(record, file);
  } finally {
    record.keys.fill(0);
  }
}

function readRecord(text: string | Uint8Array, file: string | undefined): SecretRecord {
  const lines = text.length > MAX_FILE_BYTES ? [] : textLines(text);
  const bytes = lines.length <= 2 ? decodeBase64(lines.at(-1) ?? '', SECRET_KEY) : undefined;
  if (!bytes) {
    throw invalid('is not a minisign secret key: a comment line and one base64 line', file);
  }
  const record = unpack(SECRET_KEY, bytes);
  const { algorithm, kdf, checksumAlgorithm } = record;
  if (tag(algorithm) !== KEY_ALGORITHM) throw invalid('is for an unknown algorithm', file);
  if (tag(checksumAlgorithm) !== CHECKSUM_BLAKE2B) throw invalid('has an unknown checksum', file);
  if (tag(kdf) !== KDF_SCRYPT && tag(kdf) !== KDF_NONE) {
    throw invalid('has an unknown key derivation function', file);
  }
  return record;
}

async function decrypt(record: SecretRecord, password: string | undefined, file?: string) {
  if (password === undefined) throw wrongPassword('is encrypted and needs a password', file);
  const limits = { ops: readNumber(record.opsLimit), mem: readNumber(record.memLimit) };
  const cost = scryptCost(limits);
  if (!cost) {
    const asked = `${limits.mem} bytes and ${limits.ops} operations`;
    throw invalid(`asks for ${asked} to derive its key, more than is allowed`, file);
  }
  await applyPassword(record.keys, password, record.salt, cost);
}

function readNumber(bytes: Uint8Array): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
}

/** Checksum over the key id, seed and public key at the start of `keys`. */
export function keysChecksum(keys: Uint8Array): Uint8Array {
  const covered = keys.subarray(0, KEY_PAIR.keyId + KEY_PAIR.seed + KEY_PAIR.publicKey);
  const input = Buffer.concat([Buffer.from(KEY_ALGORITHM), covered]);
  const checksum = blake2b(input, KEY_PAIR.checksum);
  input.fill(0);
  return checksum;
}

function checkChecksum(record: SecretRecord, encrypted: boolean, file: string | undefined): void {
  const { checksum } = unpack(KEY_PAIR, record.keys);
  // The reference program leaves the checksum of a key that never had a password at zero.
  const isUnset = !encrypted && checksum.every((byte) => byte === 0);
  if (isUnset || Buffer.compare(keysChecksum(record.keys), checksum) === 0) return;
  if (encrypted) throw wrongPassword('does not open with this password, or is damaged', file);
  throw invalid('is damaged: its checksum does not match', file);
}

function openKeys(record: SecretRecord, file: string | undefined): SecretKey {
  const { keyId, seed, publicKey } = unpack(KEY_PAIR, record.keys);
  const privateKey = privateKeyFromSeed(seed);
  // Signing with a public half that is not the seed's own can give the seed away.
  if (Buffer.compare(publicBytesOf(privateKey), publicKey) !== 0) {
    throw invalid('is damaged: its public half does not belong to its secret half', file);
  }
  return {
    publicKey: { keyId: formatKeyId(keyId), publicKey: publicKey.slice() },
    privateKey,
  };
}

function invalid(what: string, file: string | undefined): JacoPkgError {
  return new JacoPkgError(problem('key_invalid', what, file));
}

function wrongPassword(what: string, file: string | undefined): JacoPkgError {
  return new JacoPkgError(problem('key_password', what, file));
}

function problem(code: 'key_invalid' | 'key_password', what: string, file?: string): ErrorProblem {
  const message = `the secret key ${what}`;
  return file === undefined ? { code, message } : { code, message, place: { file } };
}
