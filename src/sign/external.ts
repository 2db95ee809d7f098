// Signatures from outside: what comes back is checked before it goes into a package.
import { oid } from '../container/der.ts';
import { readSignature } from '../container/openpgp.ts';
import { JacoPkgError } from '../errors.ts';
import type { Place } from '../model/problem.ts';
import type { SignatureForm } from '../model/signing.ts';
import { dearmor } from './armor.ts';
import { CLEARTEXT_BEGIN } from './cleartext.ts';
import { SIGNATURE_TYPES } from './packet.ts';

/** Somebody outside, for messages. */
export interface External {
  readonly place: Place;
  /** `the signer command gpg`, `the sign callback`. */
  readonly label: string;
}

/** What a SignedData says it is, RFC 2315 section 14. */
const SIGNED_DATA = Buffer.from(oid('1.2.840.113549.1.7.2'));
/** That comes after a tag and a length of up to five bytes. */
const SIGNED_DATA_BEFORE = 7;

/** An RSA signature has the length of its key: 1024 to 16384 bits. */
const RSA_LENGTHS = { min: 128, max: 2048 };

const EXPECTED: Readonly<Record<SignatureForm, string>> = {
  openpgp: 'a detached OpenPGP signature, such as gpg --detach-sign makes',
  'openpgp-cleartext': 'a text in an OpenPGP cleartext signature, such as gpg --clear-sign makes',
  'rsa-sha1': 'a bare RSA signature, such as openssl dgst -sha1 -sign makes',
  'rsa-sha256': 'a bare RSA signature, such as openssl dgst -sha256 -sign makes',
  authenticode: 'a PKCS #7 SignedData in DER around what it was given',
};

/**
 * A signature as its form wants it; an armored one is taken too.
 * @throws JacoPkgError with code `signer_failed`
 */
export function checkedSignature(
  form: SignatureForm,
  given: Uint8Array,
  from: External,
): Uint8Array {
  if (given.length === 0)
    throw signerFailed(from, 'gave no signature', `it must give ${EXPECTED[form]}`);
  const signature = form === 'openpgp' ? (dearmor(text(given)) ?? given) : given;
  if (isOf(form, signature)) return signature;
  throw signerFailed(
    from,
    `gave ${given.length} bytes that are no such signature`,
    `it must give ${EXPECTED[form]}`,
  );
}

export function signerFailed(
  { place, label }: External,
  what: string,
  hint: string,
  cause?: unknown,
) {
  return new JacoPkgError(
    { code: 'signer_failed', message: `${label} ${what}`, place, hint },
    { cause },
  );
}

function isOf(form: SignatureForm, signature: Uint8Array): boolean {
  switch (form) {
    case 'openpgp':
      return readSignature(signature)?.type === SIGNATURE_TYPES.binary;
    case 'openpgp-cleartext': {
      const whole = text(signature);
      const inner = dearmor(whole);
      return (
        whole.startsWith(CLEARTEXT_BEGIN) &&
        inner !== undefined &&
        readSignature(inner)?.type === SIGNATURE_TYPES.text
      );
    }
    case 'authenticode': {
      const place = Buffer.from(signature).indexOf(SIGNED_DATA);
      return place > 0 && place < SIGNED_DATA_BEFORE;
    }
    default: {
      const { length } = signature;
      const isText = signature.every((byte) => byte < 0x80);
      return length >= RSA_LENGTHS.min && length <= RSA_LENGTHS.max && !isText;
    }
  }
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
