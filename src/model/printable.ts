/** Controls, and what is invisible or changes the direction of writing. */
const STRANGE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** A text of one line, with all escaped that could confuse a terminal or whoever reads it. */
export function printable(text: string): string {
  return text.replace(STRANGE, escaped);
}

/** The same for a text of several lines. */
export function printableLines(text: string): string {
  return text.replace(STRANGE, (char) => (char === '\n' || char === '\t' ? char : escaped(char)));
}

function escaped(char: string): string {
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}
