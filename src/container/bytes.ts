const encoder = new TextEncoder();

/** UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
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

/** Zero bytes that bring `size` up to a multiple of `alignment`. */
export function padding(size: number, alignment: number): Uint8Array {
  return new Uint8Array((alignment - (size % alignment)) % alignment);
}
