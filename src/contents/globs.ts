// Matching by walking all alternatives of a pattern at once, character by character. Its time is
// linear in the path whatever the pattern, and it also answers what a walk through folders needs
// to know: can anything below this folder still match?
import type { Place } from '../model/problem.ts';
import { type Part, parsePattern, type Test } from './glob-syntax.ts';

/** Where matching stands after some part of a path: all states it can be in. None: no match. */
export type Progress = readonly number[];

type State =
  | { readonly test: Test; readonly to: number }
  /** Goes on in each of these without a character. */
  | { readonly either: readonly number[] };

/** The state after the whole pattern; nothing leads out of it. */
const MATCHED = 0;

/** A compiled pattern. */
export class Glob {
  /** Before the first character. */
  readonly start: Progress;
  readonly #states: State[] = [{ either: [] }];

  constructor(parts: readonly Part[]) {
    this.start = this.#closure([this.#sequence(parts, MATCHED)]);
  }

  /** Takes more of a path. */
  advance(from: Progress, text: string): Progress {
    let now = from;
    for (const character of text) {
      const next: number[] = [];
      for (const id of now) {
        const state = this.#states[id];
        if (state && 'test' in state && state.test(character)) next.push(state.to);
      }
      now = this.#closure(next);
    }
    return now;
  }

  /** Whether what was taken so far is a match. */
  accepts(progress: Progress): boolean {
    return progress.includes(MATCHED);
  }

  /** Whether a whole path matches. */
  matches(path: string): boolean {
    return this.accepts(this.advance(this.start, path));
  }

  /** Adds the states of parts in a row, from the last to the first; gives the first. */
  #sequence(parts: readonly Part[], next: number): number {
    return parts.reduceRight((to, part) => this.#part(part, to), next);
  }

  #part(part: Part, next: number): number {
    switch (part.kind) {
      case 'text':
        return [...part.text].reduceRight(
          (to, expected) => this.#add({ test: (character) => character === expected, to }),
          next,
        );
      case 'one':
        return this.#add({ test: part.test, to: next });
      case 'run': {
        const loop = this.#states.length + 1;
        const step = this.#add({ test: part.test, to: loop });
        return this.#add({ either: [step, next] });
      }
      case 'either':
        return this.#add({ either: part.branches.map((branch) => this.#sequence(branch, next)) });
    }
  }

  #add(state: State): number {
    return this.#states.push(state) - 1;
  }

  /** The states themselves, and all that are reached from them without a character. */
  #closure(ids: readonly number[]): Progress {
    const reached = new Set(ids);
    for (const id of reached) {
      const state = this.#states[id];
      if (state && 'either' in state) for (const to of state.either) reached.add(to);
    }
    return [...reached];
  }
}

/**
 * A pattern in two: the folders before its first special part, as plain text ('' for none), and a
 * glob for the paths below them.
 * @throws JacoPkgError with code `config_value`
 */
export function globBelow(pattern: string, place: Place): { base: string; glob: Glob } {
  const parts = parsePattern(pattern, place);
  const [first, ...others] = parts;
  const slash = first?.kind === 'text' ? first.text.lastIndexOf('/') : -1;
  if (first?.kind !== 'text' || slash < 0) return { base: '', glob: new Glob(parts) };
  const base = first.text.slice(0, slash).replace(/\/+$/, '') || '/';
  const rest = { kind: 'text', text: first.text.slice(slash + 1) } as const;
  return { base, glob: new Glob([rest, ...others]) };
}
