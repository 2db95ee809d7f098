import { isUtf8 } from 'node:buffer';

const SLASH = 0x5c;
const LOWER_X = 0x78;
const HEX = Buffer.from('0123456789abcdef');

/** UTF-8 as text, any other byte as `\xNN`. */
export function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return (isUtf8(buffer) ? buffer : escaped(buffer)).toString('utf8');
}

/** The bytes, with what is no UTF-8 escaped. */
function escaped(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(4 * bytes.length);
  let filled = 0;
  for (let at = 0; at < bytes.length; ) {
    const end = at + characterAt(bytes, at);
    if (end === at) {
      const byte = bytes[at] ?? 0;
      out[filled] = SLASH;
      out[filled + 1] = LOWER_X;
      out[filled + 2] = HEX[byte >> 4] ?? 0;
      out[filled + 3] = HEX[byte & 15] ?? 0;
      filled += 4;
      at += 1;
    }
    for (; at < end; at += 1) {
      out[filled] = bytes[at] ?? 0;
      filled += 1;
    }
  }
  return out.subarray(0, filled);
}

/** Bytes of the UTF-8 character at a place (RFC 3629 section 4); 0 when there is none. */
function characterAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  const second = bytes[at + 1] ?? 0;
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (let i = 2; i < length; i += 1) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

const NEWLINE = 0x0a;
const COMMA = 0x2c;

/** Into how many pieces a text can be taken apart: lines, and lists within them. */
export function piecesIn(bytes: Uint8Array): number {
  let pieces = 1;
  for (const byte of bytes) if (byte === NEWLINE || byte === COMMA) pieces += 1;
  return pieces;
}

/** The lines of a text one by one, without their ends, and where they start. */
export function* linesOf(bytes: Uint8Array): Generator<readonly [line: Buffer, start: number]> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let start = 0; start < buffer.length; ) {
    const found = buffer.indexOf(NEWLINE, start);
    const end = found < 0 ? buffer.length : found;
    yield [buffer.subarray(start, end), start];
    start = end + 1;
  }
}
