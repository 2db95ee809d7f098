// PKCS #7 SignedData (RFC 2315 section 9) as Authenticode has it ("Windows Authenticode Portable
// Executable Signature Format"): around an SpcIndirectDataContent, signed by one.
import { createHash, type X509Certificate } from 'node:crypto';
import { context, integer, nothing, octets, oid, sequence, setOf, time } from '../container/der.ts';
import { contentOf, issuerAndSerial } from './x509.ts';

export interface SignedDataParts {
  /** SpcIndirectDataContent in DER. */
  readonly content: Uint8Array;
  /** The signer's, and those that vouch for it. */
  readonly certificate: X509Certificate;
  readonly others: readonly X509Certificate[];
  /** Seconds since 1970. */
  readonly time: number;
  /** Or ECDSA. */
  readonly isRsa: boolean;
  /** Signs with SHA-256. */
  sign(bytes: Uint8Array): Uint8Array;
}

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsa: '1.2.840.113549.1.1.1',
  ecdsaSha256: '1.2.840.10045.4.3.2',
  spcIndirectData: '1.3.6.1.4.1.311.2.1.4',
  spcOpusInfo: '1.3.6.1.4.1.311.2.1.12',
  spcStatementType: '1.3.6.1.4.1.311.2.1.11',
  individualCodeSigning: '1.3.6.1.4.1.311.2.1.21',
} as const;

const SHA256 = sequence(oid(OID.sha256), nothing());

/** ContentInfo with the SignedData, in DER. */
export function signedData(parts: SignedDataParts): Uint8Array {
  const { content, certificate, others } = parts;
  const inner = sequence(oid(OID.spcIndirectData), context(0, content));
  const certificates = context(0, ...[certificate, ...others].map(({ raw }) => raw));
  const version = integer(1);
  return sequence(
    oid(OID.signedData),
    context(0, sequence(version, setOf(SHA256), inner, certificates, setOf(signerInfo(parts)))),
  );
}

function signerInfo(parts: SignedDataParts): Uint8Array {
  const attributes = signedAttributes(parts);
  // What is signed is the set itself; in the structure it has another tag.
  const signature = parts.sign(setOf(...attributes));
  const algorithm = parts.isRsa
    ? sequence(oid(OID.rsa), nothing())
    : sequence(oid(OID.ecdsaSha256));
  return sequence(
    integer(1),
    issuerAndSerial(parts.certificate.raw),
    SHA256,
    context(0, contentOf(setOf(...attributes))),
    algorithm,
    octets(signature),
  );
}

function signedAttributes({ content, time: seconds }: SignedDataParts): Uint8Array[] {
  const attribute = (type: string, value: Uint8Array) => sequence(oid(type), setOf(value));
  // The digest is of the content without its tag and length.
  const digest = createHash('sha256').update(contentOf(content)).digest();
  return [
    attribute(OID.contentType, oid(OID.spcIndirectData)),
    attribute(OID.messageDigest, octets(digest)),
    attribute(OID.signingTime, time(seconds)),
    attribute(OID.spcStatementType, sequence(oid(OID.individualCodeSigning))),
    attribute(OID.spcOpusInfo, sequence()),
  ];
}
