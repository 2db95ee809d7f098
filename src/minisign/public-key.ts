import type { ErrorProblem } from '../errors.ts';
import { JacoPkgError } from '../errors.ts';
import { checkComment } from './comment.ts';
import { isWeakPublicKey } from './ed25519.ts';
import {
  formatKeyId,
  KEY_ALGORITHM,
  keyIdBytes,
  PUBLIC_KEY,
  pack,
  tag,
  UNTRUSTED_PREFIX,
  unpack,
} from './format.ts';
import { decodeBase64, encodeBase64, MAX_FILE_BYTES, textLines } from './text.ts';

export interface PublicKey {
  /** Sixteen uppercase hex digits, as the reference program prints it. */
  readonly keyId: string;
  /** The 32 bytes of the Ed25519 key. */
  readonly publicKey: Uint8Array;
}

/**
 * The one key of a public key file, or of a bare base64 line. `file` names the text in errors.
 * Throws `key_invalid`.
 */
export function parsePublicKey(text: string | Uint8Array, file?: string): PublicKey {
  const [key, ...more] = parsePublicKeys(text, file);
  if (key && more.length === 0) return key;
  throw new JacoPkgError(
    problem(`has ${more.length + 1} public keys where one is expected`, undefined, file),
  );
}

/**
 * The keys of a text: base64 lines, each with or without its comment line above. At least one.
 * Throws `key_invalid`.
 */
export function parsePublicKeys(text: string | Uint8Array, file?: string): PublicKey[] {
  if (text.length > MAX_FILE_BYTES) throw new JacoPkgError(problem('is too long', undefined, file));
  const keys: PublicKey[] = [];
  const lines = textLines(text);
  lines.forEach((line, index) => {
    // Like the reference program, take any first line for a comment when a key follows.
    const isFirst = index === 0 && lines.length > 1 && !decodeBase64(line, PUBLIC_KEY);
    if (line === '' || line.startsWith(UNTRUSTED_PREFIX.trimEnd()) || isFirst) return;
    keys.push(decodeKey(line, index + 1, file));
  });
  if (keys.length === 0) throw new JacoPkgError(problem('has no public key', undefined, file));
  return keys;
}

function decodeKey(line: string, number: number, file: string | undefined): PublicKey {
  const bytes = decodeBase64(line, PUBLIC_KEY);
  if (!bytes) throw new JacoPkgError(problem('is not a minisign public key', number, file));
  const { algorithm, keyId, publicKey } = unpack(PUBLIC_KEY, bytes);
  if (tag(algorithm) !== KEY_ALGORITHM) {
    throw new JacoPkgError(problem('is for an unknown signature algorithm', number, file));
  }
  if (isWeakPublicKey(publicKey)) {
    throw new JacoPkgError(problem('is a weak key, which would accept forgeries', number, file));
  }
  return { keyId: formatKeyId(keyId), publicKey };
}

function problem(what: string, line: number | undefined, file: string | undefined): ErrorProblem {
  return {
    code: 'key_invalid',
    message: `the public key ${line ? 'line' : 'file'} ${what}`,
    place: { ...(file !== undefined && { file }), ...(line !== undefined && { line }) },
    hint: 'a public key is a line of 56 characters that starts with RW',
  };
}

/** The key as one base64 line, without a line end: what `minisign -P` takes. */
export function publicKeyLine(key: PublicKey): string {
  const algorithm = Buffer.from(KEY_ALGORITHM);
  const record = { algorithm, keyId: keyIdBytes(key.keyId), publicKey: key.publicKey };
  return encodeBase64(pack(PUBLIC_KEY, record));
}

/**
 * The text of a public key file, by default with the comment of the reference program, which writes
 * the id as a number: without zeros before it.
 */
export function encodePublicKey(
  key: PublicKey,
  comment = `minisign public key ${key.keyId.replace(/^0+(?=.)/, '')}`,
): string {
  checkComment('untrusted', comment);
  return `${UNTRUSTED_PREFIX}${comment}\n${publicKeyLine(key)}\n`;
}
