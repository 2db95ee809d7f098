import { GreedyParser } from './greedy-parser.ts';
import type { MatchFinder } from './match-finder.ts';
import { OptimalParser } from './optimal-parser.ts';
import type { Parser } from './parser.ts';
import type { Preset } from './presets.ts';
import type { SymbolEncoder } from './symbol-encoder.ts';

/** The parser of a preset. */
export function createParser(
  { fast, nice }: Preset,
  encoder: SymbolEncoder,
  finder: MatchFinder,
): Parser {
  return fast ? new GreedyParser(encoder, finder, nice) : new OptimalParser(encoder, finder, nice);
}
