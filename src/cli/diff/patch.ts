import { printableLines } from '../../inspect/index.ts';
import { CYAN, GREEN, type Paint, RED } from '../colours.ts';

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
