// The values of nfpm.yaml: each reads a scalar of the file, or the same from a
// script, by go-yaml's rules, and knows how to show itself in the JSON Schema.
import { suggest } from '../model/suggest.ts';
import { Dictionary, type JsonType, type Kind, Leaf, List, Section, type Shape } from './kinds.ts';
import {
  describe,
  isRecord,
  quote,
  type Reading,
  readInteger,
  readText,
  readTime,
  wrong,
} from './readers.ts';
import { booleanOf, Scalar } from './scalar.ts';

/** A mapping with these keys and no others. */
export function section<Of extends Shape>(shape: Of): Section<Of> {
  return new Section(shape, false);
}

/** A mapping with these keys; others are let be. */
export function looseSection<Of extends Shape>(shape: Of): Section<Of> {
  return new Section(shape, true);
}

export function list<Input, Output>(item: Kind<Input, Output>): List<Input, Output> {
  return new List(item);
}

/** A value that a reader makes of a scalar. `Input` is what a script may give. */
export function leaf<Input, Output>(
  description: string,
  json: JsonType,
  read: (value: unknown) => Reading<Output>,
): Leaf<Input, Output> {
  return new Leaf<Input, Output>(json, read).meta({ description });
}

const TEXT = { type: ['string', 'number', 'boolean'] };

/** Text; numbers and booleans of YAML are taken as they are written: `1.10` stays `1.10`. */
export function text(description: string, ...examples: readonly string[]) {
  const json = examples.length > 0 ? { ...TEXT, examples } : TEXT;
  return leaf<string | number | boolean, string>(description, json, readText);
}

/** Why a key that must be there is refused. */
export const MISSING = { code: 'config_missing_key', message: 'must be given' } as const;

/** Text that must be there. */
export function requiredText(description: string, ...examples: readonly string[]) {
  return leaf<string | number | boolean, string>(description, { ...TEXT, examples }, (value) => {
    const result = readText(value ?? '');
    return 'ok' in result && result.ok === '' ? MISSING : result;
  });
}

/** One of a few words; '' is as good as none. */
export function choice<Word extends string>(description: string, words: readonly Word[]) {
  return leaf<Word | '', Word | ''>(
    description,
    { type: 'string', enum: [...words, ''] },
    (value) => {
      const result = readText(value);
      if (!('ok' in result)) return result;
      const word = result.ok === '' ? '' : words.find((known) => known === result.ok);
      if (word !== undefined) return { ok: word };
      const near = suggest(result.ok, words);
      return {
        code: 'config_value',
        message: `cannot be ${quote(result.ok)}`,
        hint: near ? `did you mean ${near}?` : `choose from ${words.join(', ')}`,
      };
    },
  );
}

export function flag(description: string, otherwise = false) {
  return leaf<boolean, boolean>(description, { type: 'boolean', default: otherwise }, (value) => {
    const ok = value instanceof Scalar ? booleanOf(value) : value;
    return typeof ok === 'boolean' ? { ok } : wrong('true or false', value);
  });
}

export function integer(description: string) {
  return leaf<number, number>(description, { type: 'integer' }, (value) => {
    const ok = readInteger(value);
    return ok === undefined ? wrong('a whole number', value) : { ok };
  });
}

/** S_IFREG of inode(7). */
const REGULAR = 0o100_000;

/** Permission bits up to `max`; octal as `0644` or `0o644`. */
export function mode(description: string, max: number, ...examples: readonly number[]) {
  return leaf<number, number>(description, { type: 'integer', minimum: 0, examples }, (value) => {
    const ok = readInteger(value);
    if (ok === undefined) return { ...wrong(modeForm(value), value), ...modeHint(value) };
    if (ok >= 0 && ok <= max) return { ok };
    // As git and stat have it: what a plain file is, and its permissions.
    if (ok > REGULAR && ok <= REGULAR + max) return { ok: ok - REGULAR };
    return {
      code: 'config_value',
      message: `must be from 0 to 0o${max.toString(8)}, not ${describe(value)}`,
      ...modeHint(value),
    };
  });
}

/** What a mode must be, for somebody who wrote an octal with an 8 or 9 in it. */
function modeForm(value: unknown): string {
  const isOctal = value instanceof Scalar && !value.quoted && /^0o?[0-9]+$/.test(value.text);
  return isOctal ? 'in octal digits, which are 0 to 7' : 'a number';
}

function modeHint(value: unknown): { hint?: string } {
  const written = value instanceof Scalar ? value.text : String(value);
  const isPlain = value instanceof Scalar && !value.quoted && /^0/.test(written);
  if (isPlain || !/^(0o?)?[0-7]{3,4}$/.test(written)) return {};
  return { hint: `octal and without quotes: 0${written.replace(/^0o?/, '')}` };
}

/** A moment, as whole seconds since 1970. */
export function time(description: string) {
  const json = { type: 'string', format: 'date-time', examples: ['2009-11-10T23:00:00Z'] };
  return leaf<string | Date, number>(description, json, (value) => {
    if (value === undefined) return MISSING;
    const ok = readTime(value);
    if (ok !== undefined && ok >= 0) return { ok };
    if (ok !== undefined) return { code: 'config_value', message: 'must not be before 1970' };
    const hint = 'for example 2009-11-10T23:00:00Z';
    return { ...wrong('a time with date and zone (RFC 3339)', value), hint };
  });
}

/** A list of texts. An item with nothing in it becomes ''. */
export function texts(description: string, ...examples: readonly string[]) {
  const json = examples.length > 0 ? { ...TEXT, examples } : TEXT;
  const item = leaf<string | number | boolean, string>('', json, (value) => readText(value ?? ''));
  return list(item).meta({ description });
}

/** Texts by name. */
export function textMap(description: string) {
  return new Dictionary(text('')).meta({ description });
}

/** Bytes from a script; no file can hold them. */
export function bytes(description: string) {
  return leaf<string | Uint8Array, Uint8Array>(description, SCRIPT_ONLY, (value) => {
    if (value instanceof Scalar) {
      return {
        code: 'config_unknown_key',
        message: 'can only be given by a script, not in a file',
      };
    }
    const ok = typeof value === 'string' ? Buffer.from(value) : value;
    return ok instanceof Uint8Array ? { ok } : wrong('a string or a Uint8Array', value);
  });
}

/** Marks a property that the JSON Schema of the file leaves out. */
const SCRIPT_ONLY = { type: 'null', scriptOnly: true };

/** Path of a maintainer script; from a script also its bytes. */
export function script(description: string) {
  type Given = string | { readonly data: string | Uint8Array };
  const json = { type: 'string', examples: ['./scripts/postinstall.sh'] };
  return leaf<Given, string | Uint8Array>(description, json, (value) => {
    if (!isRecord(value)) return readText(value);
    const { data } = value;
    if (typeof data === 'string') return { ok: Buffer.from(data) };
    return data instanceof Uint8Array ? { ok: data } : wrong('the path of a script', value);
  });
}
