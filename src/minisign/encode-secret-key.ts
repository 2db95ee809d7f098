import { randomBytes } from 'node:crypto';
import { utf8 } from '../container/bytes.ts';
import { JacoPkgError } from '../errors.ts';
import { checkComment } from './comment.ts';
import { seedOf } from './ed25519.ts';
import {
  CHECKSUM_BLAKE2B,
  KDF_NONE,
  KDF_SCRYPT,
  KEY_ALGORITHM,
  KEY_PAIR,
  keyIdBytes,
  pack,
  SECRET_KEY,
  UNTRUSTED_PREFIX,
} from './format.ts';
import type { KdfLimits } from './kdf.ts';
import { applyPassword, SENSITIVE, scryptCost } from './kdf.ts';
import type { SecretKey } from './secret-key.ts';
import { keysChecksum } from './secret-key.ts';
import { encodeBase64 } from './text.ts';

/** How a secret key is kept in its file. */
export type Protection =
  | 'none'
  | {
      /** An empty one is a password too. */
      readonly password: string;
      /** Cost of trying a password: 1 GiB and some seconds, unless less is asked for. */
      readonly limits?: KdfLimits;
    };

/** The reference program reads a password into 1024 bytes, NUL included. */
const MAX_PASSWORD_BYTES = 1023;

/**
 * The text of a secret key file. Throws `key_password` for a password that minisign could not read,
 * and `key_derivation` when the limits are too high for this program or this machine.
 */
export async function encodeSecretKey(
  key: SecretKey,
  protection: Protection,
  comment = defaultComment(protection !== 'none'),
): Promise<string> {
  checkComment('untrusted', comment);
  if (protection !== 'none') checkPassword(protection.password);
  const keys = packKeys(key);
  try {
    const line = protection === 'none' ? plainLine(keys) : await encrypt(keys, protection);
    return `${UNTRUSTED_PREFIX}${comment}\n${line}\n`;
  } finally {
    keys.fill(0);
  }
}

/** What the reference program calls a secret key, here with the truth about its protection. */
export function defaultComment(isEncrypted: boolean): string {
  return `minisign ${isEncrypted ? 'encrypted' : 'unencrypted'} secret key`;
}

function packKeys(key: SecretKey): Uint8Array {
  const seed = seedOf(key.privateKey);
  const { keyId, publicKey } = key.publicKey;
  const checksum = new Uint8Array(KEY_PAIR.checksum);
  const keys = pack(KEY_PAIR, { keyId: keyIdBytes(keyId), seed, publicKey, checksum });
  keys.set(keysChecksum(keys), keys.length - KEY_PAIR.checksum);
  seed.fill(0);
  return keys;
}

function plainLine(keys: Uint8Array): string {
  return encodeRecord(KDF_NONE, keys, new Uint8Array(SECRET_KEY.salt), { ops: 0n, mem: 0n });
}

/** Encrypts `keys` in place. */
async function encrypt(
  keys: Uint8Array,
  { password, limits = SENSITIVE }: Exclude<Protection, 'none'>,
): Promise<string> {
  const cost = scryptCost(limits);
  if (!cost) {
    const message = `a key for ${limits.ops} operations and ${limits.mem} bytes is refused`;
    const hint = `at most ${SENSITIVE.mem} bytes and ${4n * SENSITIVE.ops} operations`;
    throw new JacoPkgError({ code: 'key_derivation', message, hint });
  }
  const salt = randomBytes(SECRET_KEY.salt);
  await applyPassword(keys, password, salt, cost);
  return encodeRecord(KDF_SCRYPT, keys, salt, limits);
}

/** Refuses what cannot be typed at the reference program's prompt. */
function checkPassword(password: string): void {
  const bytes = Buffer.byteLength(password);
  const fault = /[\n\r\0]/.test(password)
    ? 'has a line end or NUL'
    : bytes > MAX_PASSWORD_BYTES && `has ${bytes} bytes; the limit is ${MAX_PASSWORD_BYTES}`;
  if (fault) throw new JacoPkgError({ code: 'key_password', message: `the password ${fault}` });
}

function encodeRecord(kdf: string, keys: Uint8Array, salt: Uint8Array, limits: KdfLimits): string {
  return encodeBase64(
    pack(SECRET_KEY, {
      algorithm: utf8(KEY_ALGORITHM),
      kdf: utf8(kdf),
      checksumAlgorithm: utf8(CHECKSUM_BLAKE2B),
      salt,
      opsLimit: numberBytes(limits.ops),
      memLimit: numberBytes(limits.mem),
      keys,
    }),
  );
}

function numberBytes(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}
