// OpenPGP packets by RFC 9580: { header, body }. Only signatures are read, section 5.2.

/** Tag of a signature packet, section 5. */
export const SIGNATURE_TAG = 2;

/** What a signature packet of version 4 says in its first bytes. */
export interface SignaturePacket {
  /** What is signed, section 5.2.1: 0x00 bytes as they are, 0x01 a text with CRLF line ends. */
  readonly type: number;
  /** Public key algorithm, section 9.1. */
  readonly algorithm: number;
}

/** Undefined when the bytes are anything but exactly one signature packet of version 4. */
export function readSignature(bytes: Uint8Array): SignaturePacket | undefined {
  const header = readHeader(bytes);
  if (header?.tag !== SIGNATURE_TAG || header.end !== bytes.length) return undefined;
  const [version, type, algorithm] = bytes.subarray(header.start);
  if (version !== 4 || type === undefined || algorithm === undefined) return undefined;
  return { type, algorithm };
}

/** Where a signature packet names its algorithm, by its version: section 5.2.2 and 5.2.3. */
const ALGORITHM_AT: ReadonlyMap<number, number> = new Map([
  [3, 15],
  [4, 2],
  [6, 2],
]);

/** The public key algorithm of the signature packet at the start of the bytes. */
export function signatureAlgorithm(bytes: Uint8Array): number | undefined {
  const header = readHeader(bytes);
  if (header?.tag !== SIGNATURE_TAG) return undefined;
  const body = bytes.subarray(header.start, header.end);
  return body[ALGORITHM_AT.get(body[0] ?? 0) ?? body.length];
}

/**
 * Tag of the packet at the start of the bytes, and the offsets where its body starts and ends, which
 * may be beyond the bytes; section 4.2. Undefined for what is no header, and for partial lengths.
 */
function readHeader(bytes: Uint8Array): { tag: number; start: number; end: number } | undefined {
  const [first = 0, second = 0, third = 0] = bytes;
  if ((first & 0x80) === 0) return undefined;
  if ((first & 0x40) === 0) {
    const width = [1, 2, 4][first & 3];
    return width === undefined
      ? undefined
      : packet((first >> 2) & 15, 1 + width, number(bytes, 1, width));
  }
  const tag = first & 63;
  if (second < 192) return packet(tag, 2, second);
  if (second < 224) return packet(tag, 3, ((second - 192) << 8) + third + 192);
  // From 224 on the length is partial, which a signature's never is; section 4.2.1.4.
  return second === 255 ? packet(tag, 6, number(bytes, 2, 4)) : undefined;
}

function packet(tag: number, start: number, length: number) {
  return { tag, start, end: start + length };
}

function number(bytes: Uint8Array, at: number, width: number): number {
  return bytes.subarray(at, at + width).reduce((value, byte) => value * 256 + byte, 0);
}
