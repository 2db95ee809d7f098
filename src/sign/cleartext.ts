// The cleartext signature framework, RFC 9580 section 7: a text that stays readable, and after it a
// signature (type 0x01) of its lines without trailing blanks, joined by CR LF.
import { armor } from './armor.ts';

export const CLEARTEXT_BEGIN = '-----BEGIN PGP SIGNED MESSAGE-----';

/** The bytes that a signature of a text is made over. */
export function canonicalText(text: string): string {
  return linesOf(text).join('\r\n');
}

/** The text and its signature, as one file. */
export function cleartext(text: string, hash: string, signature: Uint8Array): string {
  const lines = linesOf(text).map((line) => (line.startsWith('-') ? `- ${line}` : line));
  const head = [CLEARTEXT_BEGIN, `Hash: ${hash.toUpperCase()}`, ''];
  return `${[...head, ...lines].join('\n')}\n${armor(signature)}`;
}

function linesOf(text: string): string[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.replace(/[ \t\r]+$/, ''));
}
