import { GreedyParser } from './greedy-parser.ts';
import type { MatchFinder } from './match-finder.ts';
import { OptimalParser } from './optimal-parser.ts';
import type { Preset } from './presets.ts';
import type { SymbolEncoder } from './symbol-encoder.ts';

/** Decides how to encode bytes: as which literals and matches. */
export interface Parser {
  /** Symbols decided on: the distance of a literal is `NO_DISTANCE`. */
  readonly lengths: Int32Array;
  readonly distances: Int32Array;
  /**
   * Decides on the next symbols.
   * @param at where they start
   * @param end where the data ends
   * @param origin the position that counts as 0 for what depends on the position
   * @returns how many symbols; they are in `lengths` and `distances`, the last one first
   */
  parse(data: Uint8Array, at: number, end: number, origin: number): number;
  /** Forgets what was decided. */
  reset(): void;
}

export function createParser(
  { fast, nice }: Preset,
  encoder: SymbolEncoder,
  finder: MatchFinder,
): Parser {
  return fast ? new GreedyParser(encoder, finder, nice) : new OptimalParser(encoder, finder, nice);
}
