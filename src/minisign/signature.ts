import type { ErrorProblem } from '../errors.ts';
import { JacoPkgError, throwIfAny } from '../errors.ts';
import { commentFault, MAX_TRUSTED_BYTES, MAX_UNTRUSTED_BYTES } from './comment.ts';
import {
  formatKeyId,
  GLOBAL,
  keyIdBytes,
  LEGACY_ALGORITHM,
  PREHASHED_ALGORITHM,
  pack,
  SIGNATURE,
  TRUSTED_PREFIX,
  tag,
  UNTRUSTED_PREFIX,
  unpack,
} from './format.ts';
import { decodeBase64, decodeLine, encodeBase64, MAX_FILE_BYTES, textLines } from './text.ts';

/** The contents of a .minisig file. */
export interface Signature {
  /** The key that signed, as it says; in the notation of `PublicKey.keyId`. */
  readonly keyId: string;
  /** Over the BLAKE2b-512 of the data; otherwise a legacy one, over the data itself. */
  readonly isPrehashed: boolean;
  readonly signature: Uint8Array;
  /** Anyone can change this one. */
  readonly untrustedComment: string;
  /** Covered by the global signature. */
  readonly trustedComment: string;
  readonly globalSignature: Uint8Array;
}

/** Reports what is wrong with the line at hand. */
type Fail = (what: string) => void;

/**
 * Reads a .minisig file: four lines and nothing after them. Nothing is verified yet. `file` names
 * the text in errors. Throws `signature_malformed` with one problem per bad line.
 */
export function parseSignature(text: string | Uint8Array, file?: string): Signature {
  const lines = text.length > MAX_FILE_BYTES ? [] : textLines(text);
  const [first, second, third, fourth, ...more] = lines;
  if (first === undefined || second === undefined || third === undefined || fourth === undefined) {
    throw new JacoPkgError(malformed('is not the four lines of a minisign signature', file));
  }
  const problems: ErrorProblem[] = [];
  const failAt = (line: number) => (what: string) => {
    problems.push(malformed(what, file, line));
  };
  const signature = {
    untrustedComment: readUntrusted(first, failAt(1)),
    ...readHead(second, failAt(2)),
    trustedComment: readTrusted(third, failAt(3)),
    globalSignature: readGlobal(fourth, failAt(4)),
  };
  if (more.length > 0) failAt(5)('follows the end of the signature');
  throwIfAny(problems);
  return signature;
}

// A rule reads one line; after a fault its result is not used.

function readUntrusted(line: string, fail: Fail): string {
  if (!line.startsWith(UNTRUSTED_PREFIX)) fail(`does not start with "${UNTRUSTED_PREFIX}"`);
  const comment = line.slice(UNTRUSTED_PREFIX.length);
  if (comment.length > MAX_UNTRUSTED_BYTES) fail('is too long');
  return decodeLine(comment) ?? comment;
}

function readHead(line: string, fail: Fail) {
  const bytes = decodeBase64(line, SIGNATURE);
  if (!bytes) fail('is not a signature in base64');
  const { algorithm, keyId, signature } = unpack(SIGNATURE, bytes ?? new Uint8Array());
  const isPrehashed = tag(algorithm) === PREHASHED_ALGORITHM;
  if (bytes && !isPrehashed && tag(algorithm) !== LEGACY_ALGORITHM) {
    fail('has an unknown signature algorithm');
  }
  return { keyId: formatKeyId(keyId), isPrehashed, signature };
}

function readTrusted(line: string, fail: Fail): string {
  if (!line.startsWith(TRUSTED_PREFIX)) fail(`does not start with "${TRUSTED_PREFIX}"`);
  const comment = decodeLine(line.slice(TRUSTED_PREFIX.length));
  const fault = comment === undefined ? 'is not UTF-8' : commentFault(comment, MAX_TRUSTED_BYTES);
  if (fault) fail(fault);
  return comment ?? '';
}

function readGlobal(line: string, fail: Fail): Uint8Array {
  const bytes = decodeBase64(line, GLOBAL);
  if (!bytes) fail('is not a global signature in base64');
  return bytes ?? new Uint8Array();
}

function malformed(what: string, file: string | undefined, line?: number): ErrorProblem {
  return {
    code: 'signature_malformed',
    message: `the signature ${line ? 'line' : 'file'} ${what}`,
    place: { ...(file !== undefined && { file }), ...(line !== undefined && { line }) },
  };
}

/** The text of a .minisig file. */
export function encodeSignature(signature: Signature): string {
  const head = pack(SIGNATURE, {
    algorithm: Buffer.from(signature.isPrehashed ? PREHASHED_ALGORITHM : LEGACY_ALGORITHM),
    keyId: keyIdBytes(signature.keyId),
    signature: signature.signature,
  });
  const lines = [
    UNTRUSTED_PREFIX + signature.untrustedComment,
    encodeBase64(head),
    TRUSTED_PREFIX + signature.trustedComment,
    encodeBase64(signature.globalSignature),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
