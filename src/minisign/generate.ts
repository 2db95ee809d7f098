import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { publicBytesOf } from './ed25519.ts';
import { formatKeyId, KEY_PAIR } from './format.ts';
import type { SecretKey } from './secret-key.ts';

/** A new random key pair; the public half is the `publicKey` of the result. */
export function generateKeyPair(): SecretKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const keyId = formatKeyId(randomBytes(KEY_PAIR.keyId));
  return { privateKey, publicKey: { keyId, publicKey: publicBytesOf(privateKey) } };
}
