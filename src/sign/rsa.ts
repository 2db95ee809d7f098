// RSA keys in PEM form, as abuild-keygen and openssl write them: PKCS #1 (RFC 8017) or PKCS #8
// (RFC 5958), locked or not.
import { createPrivateKey, createSign, type KeyObject } from 'node:crypto';
import { chunksOf, type Segment } from '../model/segment.ts';
import type { SignatureForm, Signer } from '../model/signing.ts';
import type { Passphrase } from './passphrase.ts';
import { keyError, type Origin } from './problem.ts';

const HASHES: Readonly<Partial<Record<SignatureForm, string>>> = {
  'rsa-sha1': 'sha1',
  'rsa-sha256': 'sha256',
};

const MAKE = 'make one with openssl genrsa, or abuild-keygen';

/**
 * A signer with a key of a file.
 * @throws JacoPkgError with code `key_invalid` or `key_password`
 */
export function rsaSigner(pem: Buffer, passphrase: Passphrase, origin: Origin): Signer {
  const key = parse(pem, passphrase, origin);
  if (key.asymmetricKeyType !== 'rsa') {
    const message = `${origin.file} holds a key of type ${key.asymmetricKeyType}, and apk takes RSA`;
    throw keyError('key_invalid', origin.place, message, MAKE);
  }
  return { sign: (form, data) => sign(key, form, data) };
}

function parse(pem: Buffer, { variable, value }: Passphrase, { place, file }: Origin): KeyObject {
  // "BEGIN ENCRYPTED PRIVATE KEY" of PKCS #8, "Proc-Type: 4,ENCRYPTED" of RFC 1421.
  const locked = pem.includes('ENCRYPTED');
  if (locked && value === undefined) {
    const message = `the key in ${file} is locked, and there is no passphrase`;
    throw keyError('key_password', place, message, `set ${variable}`);
  }
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(value && { passphrase: value }) });
  } catch {
    if (locked) {
      const message = `the passphrase in ${variable} does not unlock the key in ${file}`;
      throw keyError('key_password', place, message, `set ${variable} to the right one`);
    }
    const message = `${file} is no private key in PEM form`;
    throw keyError('key_invalid', place, message, MAKE);
  }
}

async function sign(
  key: KeyObject,
  form: SignatureForm,
  data: readonly Segment[],
): Promise<Uint8Array> {
  const hash = HASHES[form];
  if (!hash) throw new TypeError(`an RSA key makes no ${form}`);
  const signer = createSign(hash);
  for await (const chunk of chunksOf(data)) signer.update(chunk);
  return signer.sign(key);
}
