// The file formats of minisign, as https://jedisct1.github.io/minisign/ describes them.
//
//   public key  = comment LF base64(PUBLIC_KEY) LF
//   secret key  = comment LF base64(SECRET_KEY) LF
//   signature   = comment LF base64(SIGNATURE) LF "trusted comment: " text LF base64(GLOBAL) LF
//   comment     = "untrusted comment: " text
//
//   algorithm   "Ed" for keys and for legacy signatures over the data itself,
//               "ED" for signatures over the BLAKE2b-512 of the data
//   keyId       eight random bytes, shown as one little-endian number in 16 hex digits
//   keys        KEY_PAIR; where kdf is "Sc", XORed with the scrypt output of the password
//   checksum    BLAKE2b-256 of "Ed" keyId seed publicKey
//   global      signature over the 64 signature bytes followed by the trusted comment's text

/** Names and lengths in bytes of the fields of a record, in order. */
export type Layout = Readonly<Record<string, number>>;

/** One value per field of a layout. */
export type Fields<L extends Layout> = { readonly [Name in keyof L]: Uint8Array };

export const PUBLIC_KEY = { algorithm: 2, keyId: 8, publicKey: 32 } as const;

export const SECRET_KEY = {
  algorithm: 2,
  kdf: 2,
  checksumAlgorithm: 2,
  salt: 32,
  opsLimit: 8,
  memLimit: 8,
  keys: 104,
} as const;

export const KEY_PAIR = { keyId: 8, seed: 32, publicKey: 32, checksum: 32 } as const;

export const SIGNATURE = { algorithm: 2, keyId: 8, signature: 64 } as const;

export const GLOBAL = { signature: 64 } as const;

export const KEY_ALGORITHM = 'Ed';
export const LEGACY_ALGORITHM = 'Ed';
export const PREHASHED_ALGORITHM = 'ED';
export const KDF_SCRYPT = 'Sc';
export const KDF_NONE = '\0\0';
export const CHECKSUM_BLAKE2B = 'B2';

export const UNTRUSTED_PREFIX = 'untrusted comment: ';
export const TRUSTED_PREFIX = 'trusted comment: ';

/** Bytes of a record. */
export function layoutSize(layout: Layout): number {
  return Object.values(layout).reduce((sum, length) => sum + length, 0);
}

/** Views of the fields of `bytes`, which must be as long as the layout. */
export function unpack<L extends Layout>(layout: L, bytes: Uint8Array): Fields<L> {
  let offset = 0;
  const fields = Object.entries(layout).map(([name, length]) => {
    const start = offset;
    offset += length;
    return [name, bytes.subarray(start, offset)];
  });
  return Object.fromEntries(fields) as Fields<L>;
}

/** The record's bytes: a copy of the fields in order. */
export function pack<L extends Layout>(layout: L, fields: Fields<L>): Uint8Array {
  const out = new Uint8Array(layoutSize(layout));
  let offset = 0;
  for (const [name, length] of Object.entries(layout)) {
    const value = fields[name];
    if (value) out.set(value, offset);
    offset += length;
  }
  return out;
}

/** The two bytes of an algorithm's tag as text. */
export function tag(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** A key id as the reference program prints it. */
export function formatKeyId(bytes: Uint8Array): string {
  return Buffer.from(bytes).reverse().toString('hex').toUpperCase();
}

/** The bytes of a key id. */
export function keyIdBytes(keyId: string): Uint8Array {
  return Buffer.from(keyId, 'hex').reverse();
}
