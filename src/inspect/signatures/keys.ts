import { createPublicKey, type KeyObject } from 'node:crypto';
import { basename } from 'node:path';
import type { Key } from 'openpgp';
import { JacoPkgError, reasonOf } from '../../errors.ts';
import { readSmallFile } from './small-file.ts';

/** Keys that are trusted. */
export interface PackageKeys {
  readonly openpgp: readonly Key[];
  readonly rsa: readonly { readonly name: string; readonly key: KeyObject }[];
}

/** More than any key file has. */
const MAX_SIZE = 4 * 1024 * 1024;

/**
 * Reads public keys: OpenPGP, armored or not, and RSA keys in PEM, whose file name is the key's.
 * Throws `key_unreadable`, `key_invalid`.
 */
export async function readKeys(paths: readonly string[]): Promise<PackageKeys> {
  const openpgp: Key[] = [];
  const rsa: { name: string; key: KeyObject }[] = [];
  for (const path of paths) {
    const bytes = await keyFile(path);
    const text = bytes.toString('latin1');
    try {
      if (/-----BEGIN (RSA )?PUBLIC KEY-----/.test(text)) {
        rsa.push({ name: basename(path), key: createPublicKey(text) });
      } else {
        openpgp.push(...(await openpgpKeys(bytes, text)));
      }
    } catch (cause) {
      const message = 'is neither an OpenPGP public key nor an RSA key in PEM';
      throw new JacoPkgError({ code: 'key_invalid', message, place: { file: path } }, { cause });
    }
  }
  return { openpgp, rsa };
}

async function keyFile(path: string): Promise<Buffer> {
  const bytes = await readSmallFile(path, MAX_SIZE).catch((cause) => {
    const message = `cannot be read: ${reasonOf(cause)}`;
    throw new JacoPkgError({ code: 'key_unreadable', message, place: { file: path } }, { cause });
  });
  if (bytes) return bytes;
  const message = `is no file of at most ${MAX_SIZE} bytes`;
  throw new JacoPkgError({ code: 'key_invalid', message, place: { file: path } });
}

async function openpgpKeys(bytes: Uint8Array, text: string): Promise<Key[]> {
  const { readKeys: read } = await import('openpgp');
  return text.includes('-----BEGIN PGP')
    ? read({ armoredKeys: text })
    : read({ binaryKeys: bytes });
}
