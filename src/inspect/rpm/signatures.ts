import { chunksOf } from '../../model/segment.ts';
import type { SignatureClaim } from '../signatures/claim.ts';
import type { RpmParts } from './checks.ts';
import { SIGNATURE_TAG } from './tags.ts';

/** Signatures of the header alone, whose digests cover the rest, and older ones of all. */
const SIGNATURES = [
  { tag: SIGNATURE_TAG.rsa, name: 'RSA of the header', withPayload: false },
  { tag: SIGNATURE_TAG.dsa, name: 'DSA of the header', withPayload: false },
  { tag: SIGNATURE_TAG.pgp, name: 'RSA of header and payload', withPayload: true },
  { tag: SIGNATURE_TAG.gpg, name: 'DSA of header and payload', withPayload: true },
] as const;

export function rpmSignatures({ signature, header, payload }: RpmParts): SignatureClaim[] {
  const rest = { size: payload.size, chunks: () => payload.chunks() };
  const claim = (name: string, bytes: Uint8Array, withPayload: boolean): SignatureClaim => ({
    name,
    form: 'openpgp',
    signature: async () => bytes,
    data: () => chunksOf(withPayload ? [header.bytes, rest] : [header.bytes]),
  });
  const single = SIGNATURES.flatMap(({ tag, name, withPayload }) => {
    const bytes = signature.binary(tag);
    return bytes ? [claim(name, bytes, withPayload)] : [];
  });
  const several = signature
    .texts(SIGNATURE_TAG.openpgp)
    .map((text) => claim('OpenPGP of the header', Buffer.from(text, 'base64'), false));
  return [...single, ...several];
}
