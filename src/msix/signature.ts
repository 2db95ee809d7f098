// AppxSignature.p7x: "PKCX" and a PKCS #7 SignedData. What is signed is Authenticode's
// SpcIndirectDataContent ("Windows Authenticode Portable Executable Signature Format"), whose digest
// is a list of digests here: "APPX", then each with its name before it.
import { concat, utf8 } from '../container/bytes.ts';
import { integer, nothing, octets, oid, sequence } from '../container/der.ts';

/** SHA-256 digests of a package that is not signed yet. */
export interface PackageDigests {
  /** All members with their local headers. */
  readonly members: Uint8Array;
  /** The central directory and the rest of the zip. */
  readonly directory: Uint8Array;
  readonly contentTypes: Uint8Array;
  readonly blockMap: Uint8Array;
}

const SPC_SIPINFO = '1.3.6.1.4.1.311.2.1.30';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const SIP_VERSION = 0x0101_0000;
/** {0AC5DF4B-CE07-4DE2-B76E-23C839A09FD1}: who reads digests of app packages. */
const APPX_SIP = Buffer.from('4bdfc50a07cee24db76e23c839a09fd1', 'hex');

/** SpcIndirectDataContent: what the signature is of. */
export function signedContent(digests: PackageDigests): Uint8Array {
  const list = concat([
    utf8('APPX'),
    ...named('AXPC', digests.members),
    ...named('AXCD', digests.directory),
    ...named('AXCT', digests.contentTypes),
    ...named('AXBM', digests.blockMap),
  ]);
  const sipInfo = sequence(
    integer(SIP_VERSION),
    octets(APPX_SIP),
    ...Array.from({ length: 5 }, () => integer(0)),
  );
  const digest = sequence(sequence(oid(SHA256), nothing()), octets(list));
  return sequence(sequence(oid(SPC_SIPINFO), sipInfo), digest);
}

/** The file in the package. */
export function signatureFile(signedData: Uint8Array): Uint8Array {
  return concat([utf8('PKCX'), signedData]);
}

function named(name: string, digest: Uint8Array): Uint8Array[] {
  return [utf8(name), digest];
}
