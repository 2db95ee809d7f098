import { printableLines } from '../../inspect/index.ts';

export type Paint = (text: string, code: number) => string;

export const BOLD = 1;
export const DIM = 2;
export const RED = 31;
export const GREEN = 32;
export const CYAN = 36;

const LINE_COLOURS: Readonly<Record<string, number>> = { '-': RED, '+': GREEN, '@': CYAN };

/** Hunks of a unified diff, indented. */
export function patchText(patch: string, paint: Paint): string {
  return patch
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const colour = LINE_COLOURS[line[0] ?? ''];
      const text = printableLines(line);
      return `    ${colour === undefined ? text : paint(text, colour)}`.trimEnd();
    })
    .map((line) => `${line}\n`)
    .join('');
}
