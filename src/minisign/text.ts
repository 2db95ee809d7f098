import type { Layout } from './format.ts';
import { layoutSize } from './format.ts';

/** Files of keys and signatures are a few hundred bytes; beyond this they are something else. */
export const MAX_FILE_BYTES = 65_536;

/**
 * The lines of a key or signature file, one character per byte, so that bytes that are not UTF-8
 * survive. A line may end in CR LF; empty lines at the end do not count.
 */
export function textLines(input: string | Uint8Array): string[] {
  const lines = Buffer.from(input).toString('latin1').split('\n');
  const trimmed = lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  while (trimmed.at(-1) === '') trimmed.pop();
  return trimmed;
}

/** The text of a line of `textLines`; undefined when it is not UTF-8. */
export function decodeLine(line: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(line, 'latin1'),
    );
  } catch {
    return undefined;
  }
}

/**
 * The bytes of a base64 line that holds exactly one record, otherwise undefined. RFC 4648 section 4
 * without leniency: the padding is there and unused bits are zero, so a record has one spelling.
 */
export function decodeBase64(line: string, layout: Layout): Uint8Array | undefined {
  if (line.length !== Math.ceil(layoutSize(layout) / 3) * 4) return undefined;
  const decoded = Buffer.from(line, 'base64');
  if (decoded.length !== layoutSize(layout) || decoded.toString('base64') !== line)
    return undefined;
  // Out of Buffer's shared pool: a secret record must be the only copy that is left to zero.
  const bytes = Uint8Array.from(decoded);
  decoded.fill(0);
  return bytes;
}

export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}
