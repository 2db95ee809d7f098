import { signatureAlgorithm } from '../../container/openpgp.ts';
import { chunksOf } from '../../model/segment.ts';
import type { SignatureClaim } from '../signatures/claim.ts';
import type { RpmParts } from './checks.ts';
import { SIGNATURE_TAG } from './tags.ts';

/**
 * Signatures of the header alone, whose digests cover the rest, and older ones of all. The tags of
 * DSA have every signature that is not of RSA.
 */
const SIGNATURES = [
  { tag: SIGNATURE_TAG.rsa, what: 'the header', withPayload: false },
  { tag: SIGNATURE_TAG.dsa, what: 'the header', withPayload: false },
  { tag: SIGNATURE_TAG.pgp, what: 'header and payload', withPayload: true },
  { tag: SIGNATURE_TAG.gpg, what: 'header and payload', withPayload: true },
] as const;

export function rpmSignatures({ signature, header, payload }: RpmParts): SignatureClaim[] {
  const rest = { size: payload.size, chunks: () => payload.chunks() };
  const claim = (name: string, bytes: Uint8Array, withPayload: boolean): SignatureClaim => ({
    name,
    form: 'openpgp',
    signature: async () => bytes,
    data: () => chunksOf(withPayload ? [header.bytes, rest] : [header.bytes]),
  });
  const single = SIGNATURES.flatMap(({ tag, what, withPayload }) => {
    const bytes = signature.binary(tag);
    return bytes ? [claim(`${algorithmName(bytes)} of ${what}`, bytes, withPayload)] : [];
  });
  const several = signature
    .texts(SIGNATURE_TAG.openpgp)
    .map((text) => claim('OpenPGP of the header', Buffer.from(text, 'base64'), false));
  return [...single, ...several];
}

/** RFC 9580, section 9.1. */
const ALGORITHMS: ReadonlyMap<number, string> = new Map([
  [1, 'RSA'],
  [3, 'RSA'],
  [17, 'DSA'],
  [19, 'ECDSA'],
  [22, 'EdDSA'],
  [27, 'Ed25519'],
  [28, 'Ed448'],
]);

function algorithmName(signature: Uint8Array): string {
  return ALGORITHMS.get(signatureAlgorithm(signature) ?? 0) ?? 'OpenPGP';
}
