// Patterns as nfpm reads them:
//
//   pattern = { part }
//   part    = "**" | "*" | "?" | class | "{" pattern { "," pattern } "}" | character
//   class   = "[" [ "!" ] ( character "-" character | character { character } ) "]"
//
// `*` and `?` stop at a slash, `**` does not. A backslash takes the character after it literally.
import { JacoPkgError } from '../errors.ts';
import type { Place } from '../model/problem.ts';

export type Test = (character: string) => boolean;

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  /** One character. */
  | { readonly kind: 'one'; readonly test: Test }
  /** Any number of characters. */
  | { readonly kind: 'run'; readonly test: Test }
  | { readonly kind: 'either'; readonly branches: readonly (readonly Part[])[] };

/** Braces in braces; far more than anyone writes, and no danger to the stack. */
const DEEPEST = 100;

const anything: Test = () => true;
const withinName: Test = (character) => character !== '/';

/** Whether a `src` is a pattern, and so its `dst` a folder. An escape makes it one too. */
export function isPattern(src: string): boolean {
  return /[*?[{\\]/.test(src);
}

/** @throws JacoPkgError with code `config_value` for a bracket or brace that is never closed */
export function parsePattern(pattern: string, place: Place): readonly Part[] {
  return new Parser(pattern, place).parse();
}

class Parser {
  readonly #pattern: string;
  readonly #characters: readonly string[];
  readonly #place: Place;
  #at = 0;
  #depth = 0;

  constructor(pattern: string, place: Place) {
    this.#pattern = pattern;
    this.#characters = [...pattern];
    this.#place = place;
  }

  parse(): readonly Part[] {
    return this.#parts('');
  }

  /** Parts up to one of the closing characters, which stays unread, or up to the end. */
  #parts(closing: string): Part[] {
    const parts: Part[] = [];
    let text = '';
    for (let next = this.#peek(); next && !closing.includes(next); next = this.#peek()) {
      if ('*?[{'.includes(next)) {
        if (text) parts.push({ kind: 'text', text });
        text = '';
        parts.push(this.#special());
      } else text += this.#character();
    }
    if (text) parts.push({ kind: 'text', text });
    return parts;
  }

  #special(): Part {
    if (this.#skip('*')) {
      return { kind: 'run', test: this.#skip('*') ? anything : withinName };
    }
    if (this.#skip('?')) return { kind: 'one', test: withinName };
    return this.#peek() === '[' ? this.#class() : this.#alternatives();
  }

  #alternatives(): Part {
    const from = this.#at++;
    if (++this.#depth > DEEPEST) throw this.#error(`braces nest deeper than ${DEEPEST}`);
    const branches = [this.#parts(',}')];
    while (this.#skip(',')) branches.push(this.#parts(',}'));
    this.#depth -= 1;
    if (!this.#skip('}')) throw this.#error(`the "{" at character ${from + 1} is never closed`);
    return { kind: 'either', branches };
  }

  #class(): Part {
    const from = this.#at++;
    const negated = this.#skip('!');
    let found: Test | undefined;
    if (this.#peek() !== ']') {
      const first = this.#character();
      found = this.#skip('-') ? this.#range(first) : this.#list(first);
    }
    if (!found || !this.#skip(']')) {
      throw this.#error(
        `the "[" at character ${from + 1} needs one range like [a-z] or characters like [abc], and a "]"`,
      );
    }
    const test = found;
    return { kind: 'one', test: negated ? (character) => !test(character) : test };
  }

  #range(low: string): Test | undefined {
    const high = this.#character();
    const [from, to] = [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0];
    if (to < from) return undefined;
    return (character) => {
      const point = character.codePointAt(0) ?? 0;
      return from <= point && point <= to;
    };
  }

  #list(first: string): Test {
    const characters = new Set([first]);
    while (this.#peek() && this.#peek() !== ']') characters.add(this.#character());
    return (character) => characters.has(character);
  }

  #peek(): string {
    return this.#characters[this.#at] ?? '';
  }

  #skip(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }

  /** The next character, whatever it means, or the one that a backslash protects. */
  #character(): string {
    this.#skip('\\');
    const character = this.#peek();
    this.#at += 1;
    return character;
  }

  #error(why: string): JacoPkgError {
    return new JacoPkgError({
      code: 'config_value',
      message: `the pattern ${JSON.stringify(this.#pattern)} is wrong: ${why}`,
      place: this.#place,
      hint: 'put a backslash before a character that is meant literally, or set disable_globbing',
    });
  }
}
