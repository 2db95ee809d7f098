import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { ErrorCode, ErrorProblem } from '../errors.ts';
import { JacoPkgError, reasonOf, systemCode } from '../errors.ts';
import { writeWhole } from '../output/write-whole.ts';
import { defaultTrustedComment } from './comment.ts';
import type { PublicKey } from './public-key.ts';
import { parsePublicKeys } from './public-key.ts';
import type { SecretKey } from './secret-key.ts';
import { isEncryptedSecretKey, parseSecretKey } from './secret-key.ts';
import { sign } from './sign.ts';
import type { Signature } from './signature.ts';
import { parseSignature } from './signature.ts';
import { MAX_FILE_BYTES } from './text.ts';
import type { Verified, VerifyOptions } from './verify.ts';
import { verify } from './verify.ts';

/** What the reference program adds to a file's name for its signature. */
export const SIGNATURE_SUFFIX = '.minisig';

/** The mode of secret key files. */
const OWNER_ONLY = 0o600;

/** The keys of a public key file. Throws `key_unreadable`, `key_invalid`. */
export async function readPublicKeys(path: string): Promise<PublicKey[]> {
  return parsePublicKeys(await readSmall(path, 'key_unreadable'), path);
}

/**
 * The key of a secret key file; `askPassword` is called when the file is encrypted. Throws
 * `key_unreadable`, and what `parseSecretKey` throws.
 */
export async function readSecretKey(
  path: string,
  askPassword: () => string | undefined | Promise<string | undefined>,
): Promise<SecretKey> {
  const text = await readSecretKeyText(path);
  try {
    const password = isEncryptedSecretKey(text, path) ? await askPassword() : undefined;
    return await parseSecretKey(text, password, path);
  } finally {
    text.fill(0);
  }
}

/** The bytes of a secret key file, unread; overwrite them after use. Throws `key_unreadable`. */
export function readSecretKeyText(path: string): Promise<Buffer> {
  return readSmall(path, 'key_unreadable');
}

/**
 * Signs a file of any size. `seconds` is the time since 1970 for the default trusted comment.
 * Throws `content_unreadable`, and what `sign` throws.
 */
export function signFile(
  path: string,
  key: SecretKey,
  comments: { readonly seconds: number; readonly trusted?: string; readonly untrusted?: string },
): Promise<Signature> {
  const { seconds, trusted = defaultTrustedComment(path, seconds), untrusted } = comments;
  return sign(readChunks(path), key, { trusted, ...(untrusted !== undefined && { untrusted }) });
}

/**
 * Verifies a file against a signature file, by default the one beside it. Throws
 * `signature_unreadable`, `content_unreadable`, and what `parseSignature` and `verify` throw.
 */
export async function verifyFile(
  path: string,
  keys: readonly PublicKey[],
  options: VerifyOptions = {},
): Promise<Verified> {
  const { file = path + SIGNATURE_SUFFIX } = options;
  const signature = parseSignature(await readSmall(file, 'signature_unreadable'), file);
  return verify(readChunks(path), signature, keys, { ...options, file });
}

/**
 * Writes a secret key file that only its owner may read. An existing file is left alone
 * (`target_conflict`) unless `replace` is set, and then it is replaced in one step. Throws
 * `target_unwritable`.
 */
export async function writeSecretKey(path: string, text: string, replace = false): Promise<void> {
  if (replace) await writeWhole(path, Buffer.from(text), { mode: OWNER_ONLY });
  else await writeNew(path, text);
}

/** Writes a public key or signature file in one step, over one that is there. */
export async function writePublicFile(path: string, text: string): Promise<void> {
  await writeWhole(path, Buffer.from(text));
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', OWNER_ONLY).catch((cause) => failWriting(path, cause));
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (cause) {
    await rm(path, { force: true });
    throw failWriting(path, cause);
  } finally {
    await file.close();
  }
}

function failWriting(path: string, cause: unknown): never {
  const problem: ErrorProblem =
    systemCode(cause) === 'EEXIST'
      ? { code: 'target_conflict', message: `${path} exists already` }
      : { code: 'target_unwritable', message: `cannot write ${path}: ${reasonOf(cause)}` };
  throw new JacoPkgError(problem, { cause });
}

/** At most a byte more than a key or signature file may have; the parser says that it is long. */
async function readSmall(path: string, code: ErrorCode): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readChunks(path, code, MAX_FILE_BYTES)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The bytes of a file, up to and including the one at `end`. */
async function* readChunks(
  path: string,
  code: ErrorCode = 'content_unreadable',
  end = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { end, highWaterMark: 2 ** 20 });
  } catch (cause) {
    const message = `cannot read the file: ${reasonOf(cause)}`;
    throw new JacoPkgError({ code, message, place: { file: path } }, { cause });
  }
}
