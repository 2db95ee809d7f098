const encoder = new TextEncoder();

/** UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Length of a text in bytes of UTF-8. Most are ASCII, and need not be encoded to be measured. */
export function utf8Length(text: string): number {
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) > 0x7f) return utf8(text).length;
  }
  return text.length;
}

/** One array holding all parts in order. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

/** What every padding is a part of: an archive has one after each file. */
const ZEROS = new Uint8Array(512);

/**
 * Zero bytes that bring `size` up to a multiple of `alignment`. Do not modify them.
 * @param alignment in bytes, 512 at most
 */
export function padding(size: number, alignment: number): Uint8Array {
  return ZEROS.subarray(0, (alignment - (size % alignment)) % alignment);
}

/** Enough for the headers of some hundred files. */
const SLAB_SIZE = 64 * 1024;
let slab = new Uint8Array();
let taken = 0;

/**
 * Zero bytes to fill in. Small ones lie side by side in one larger array: an archive has a header
 * per file, and an array of its own for each would cost more than filling it.
 */
export function zeroed(size: number): Uint8Array {
  if (size > SLAB_SIZE / 8) return new Uint8Array(size);
  if (size > slab.length - taken) {
    slab = new Uint8Array(SLAB_SIZE);
    taken = 0;
  }
  taken += size;
  return slab.subarray(taken - size, taken);
}

/**
 * Writes a text into an array as UTF-8.
 * @param at offset of its first byte
 * @param room bytes after which it is cut off
 * @returns how many bytes were written
 */
export function setText(bytes: Uint8Array, at: number, text: string, room: number): number {
  const length = Math.min(text.length, room);
  for (let i = 0; i < length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) {
      const encoded = utf8(text).subarray(0, room);
      bytes.set(encoded, at);
      return encoded.length;
    }
    bytes[at + i] = unit;
  }
  return length;
}
