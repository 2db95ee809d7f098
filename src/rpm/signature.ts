// The signature header, by rpm's docs/manual/format_v4.md: sizes and digests of what follows it,
// and OpenPGP signatures of the main header (RSA 268, DSA 267) or of header and payload (PGP
// 1002, GPG 1005). SHA256 has tag 273 (rpm's include/rpm/rpmtag.h), whatever that page says.
import { concat, padding } from '../container/bytes.ts';
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
}

const { int32, int64, string, bin } = rowsOf<SignatureFacts>();

const SIGNATURE_TAGS: readonly TagRow<SignatureFacts>[] = [
  string(269, 'SHA1', ({ sha1 }) => sha1),
  int64(270, 'LONGSIZE', (facts) => (isLong(facts) ? facts.size : undefined)),
  int64(271, 'LONGARCHIVESIZE', (facts) => (isLong(facts) ? facts.payloadSize : undefined)),
  string(273, 'SHA256', ({ sha256 }) => sha256),
  int32(1000, 'SIZE', (facts) => (isLong(facts) ? undefined : facts.size)),
  bin(1004, 'MD5', ({ md5 }) => md5),
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
