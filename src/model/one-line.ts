/** A text with each run of blanks and line breaks as one blank, and none at its ends. */
export function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
