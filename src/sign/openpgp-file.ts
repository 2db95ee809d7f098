// Key files as `gpg --export-secret-keys` writes them: binary, or one or more armored blocks.
import type { PrivateKey } from 'openpgp';
import { keyError, type Origin } from './problem.ts';

const BLOCK =
  /-----BEGIN PGP (PRIVATE|PUBLIC) KEY BLOCK-----[\s\S]*?-----END PGP \1 KEY BLOCK-----/g;

const EXPORT = 'export the key with gpg --export-secret-keys --armor';

/**
 * The secret keys of a file, still locked. Loads the OpenPGP library, which takes a moment.
 * @throws JacoPkgError with code `key_invalid`
 */
export async function parseOpenPgpKeys(bytes: Uint8Array, origin: Origin): Promise<PrivateKey[]> {
  const { file, place } = origin;
  const keys = await readAll(bytes).catch(() => undefined);
  if (!keys?.length) throw keyError('key_invalid', place, `${file} is no OpenPGP key`, EXPORT);
  const secret = keys.flatMap((key) => (key.isPrivate() ? [key] : []));
  if (secret.length > 0) return secret;
  throw keyError('key_invalid', place, `${file} holds a public key, and no secret one`, EXPORT);
}

async function readAll(bytes: Uint8Array) {
  const { readKeys } = await import('openpgp');
  // A binary key starts with a byte beyond ASCII, RFC 9580 section 4.2.
  if ((bytes[0] ?? 0) >= 0x80) return readKeys({ binaryKeys: bytes });
  const blocks = Buffer.from(bytes).toString('latin1').match(BLOCK) ?? [];
  const keys = await Promise.all(blocks.map((armoredKeys) => readKeys({ armoredKeys })));
  return keys.flat();
}
