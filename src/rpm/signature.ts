// The signature header, by rpm's docs/manual/format_v4.md: sizes and digests of what follows it,
// and OpenPGP signatures of the main header (RSA 268, DSA 267) or of header and payload (PGP
// 1002, GPG 1005). SHA256 has tag 273 (rpm's include/rpm/rpmtag.h), whatever that page says.
import { concat, padding } from '../container/bytes.ts';
import { readSignature } from '../container/openpgp.ts';
import type { Segment } from '../model/segment.ts';
import type { Signer } from '../model/signing.ts';
import { encodeHeader, SIGNATURE_REGION } from './header.ts';
import { entriesOf, rowsOf, type TagRow } from './tag-row.ts';
import { LONG_SIZE } from './tags.ts';

/** What a signature header is made of. */
export interface SignatureFacts {
  /** Length of the main header and the compressed payload, in bytes. */
  readonly size: number;
  /** Length of the payload before compression, in bytes. */
  readonly payloadSize: number;
  /** Of the main header, as hex. */
  readonly sha1: string;
  readonly sha256: string;
  /** Of the main header and the compressed payload. */
  readonly md5: Uint8Array;
  /** Absent when the package is not signed. */
  readonly signatures?: Signatures;
}

/** OpenPGP signatures, each one packet. */
export interface Signatures {
  /** Of the main header. */
  readonly header: Uint8Array;
  /** Of the main header and the compressed payload; what rpm before 4.14 goes by. */
  readonly whole: Uint8Array;
}

export async function signatures(
  signer: Signer,
  header: Uint8Array,
  payload: Segment,
): Promise<Signatures> {
  return {
    header: await signer.sign('openpgp', [header]),
    whole: await signer.sign('openpgp', [header, payload]),
  };
}

const { int32, int64, string, bin } = rowsOf<SignatureFacts>();

const SIGNATURE_TAGS: readonly TagRow<SignatureFacts>[] = [
  bin(267, 'DSA', ({ signatures }) => other(signatures?.header)),
  bin(268, 'RSA', ({ signatures }) => rsa(signatures?.header)),
  string(269, 'SHA1', ({ sha1 }) => sha1),
  int64(270, 'LONGSIZE', (facts) => (isLong(facts) ? facts.size : undefined)),
  int64(271, 'LONGARCHIVESIZE', (facts) => (isLong(facts) ? facts.payloadSize : undefined)),
  string(273, 'SHA256', ({ sha256 }) => sha256),
  int32(1000, 'SIZE', (facts) => (isLong(facts) ? undefined : facts.size)),
  bin(1002, 'PGP', ({ signatures }) => rsa(signatures?.whole)),
  bin(1004, 'MD5', ({ md5 }) => md5),
  bin(1005, 'GPG', ({ signatures }) => other(signatures?.whole)),
  int32(1007, 'PAYLOADSIZE', (facts) => (isLong(facts) ? undefined : facts.payloadSize)),
];

/** The header, padded so that the next one starts at a multiple of 8. */
export function signatureHeader(facts: SignatureFacts): Uint8Array {
  const header = encodeHeader(SIGNATURE_REGION, entriesOf(SIGNATURE_TAGS, facts));
  return concat([header, padding(header.length, 8)]);
}

/** Both sizes have 64 bits as soon as one of them needs that. */
function isLong({ size, payloadSize }: SignatureFacts): boolean {
  return size >= LONG_SIZE || payloadSize >= LONG_SIZE;
}

/** RFC 9580 section 9.1. RSA has tags of its own; those of DSA are for all else. */
const RSA = 1;

function rsa(signature: Uint8Array | undefined): Uint8Array | undefined {
  return signature && readSignature(signature)?.algorithm === RSA ? signature : undefined;
}

function other(signature: Uint8Array | undefined): Uint8Array | undefined {
  return rsa(signature) ? undefined : signature;
}
