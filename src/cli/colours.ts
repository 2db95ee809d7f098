import type { Io, Sink } from './io.ts';

// Parameters of SGR ("select graphic rendition"), the control sequence of ECMA-48, 8.3.117.
export const BOLD = 1;
export const DIM = 2;
export const RED = 31;
export const GREEN = 32;
export const YELLOW = 33;
export const CYAN = 36;

/** Wraps a text in the control sequences of a colour, or leaves it as it is where there are none. */
export type Paint = (text: string, colour: number) => string;

/** Shows colours where the terminal does, and NO_COLOR does not forbid it. */
export function painter(sink: Sink, env: Io['env']): Paint {
  const colours = sink.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return (text, colour) => (colours ? `\u001b[${colour}m${text}\u001b[0m` : text);
}
