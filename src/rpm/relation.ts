// A dependency as rpm's docs/manual/dependencies.md spells it: `name [op [epoch:]version[-release]]`.
import { OPERATORS } from './sense.ts';

export interface Relation {
  readonly name: string;
  /** Comparison and context, by SENSE. */
  readonly flags: number;
  /** '' when any version will do. */
  readonly version: string;
  /** The versions that stand within a rich dependency. */
  readonly inner: readonly string[];
}

/** Why a text is no dependency. */
export interface Fault {
  readonly fault: string;
  readonly hint?: string;
}

const NAME_START = /^[A-Za-z0-9_/\u0080-\u{10ffff}]/u;
const VERSION = /^(?!.*\.\.)(\d+:)?[A-Za-z0-9._+~^]+(-[A-Za-z0-9._+~^]+)?$/;
const SPELLING = 'rpm spells it: name >= version';

/** A dependency that is not a rich one. */
export function parseSimple(text: string): Relation | Fault {
  const end = endOfName(text);
  const name = text.slice(0, end);
  const rest = text.slice(end).trim();
  if (!NAME_START.test(name)) return { fault: 'does not start with a name', hint: SPELLING };
  if (rest === '') return { name, flags: 0, version: '', inner: [] };
  const [, operator = '', version = ''] = /^([<>=!~]*)\s*(.*)$/s.exec(rest) ?? [];
  if (operator === '') {
    return { fault: `has ${JSON.stringify(rest)} after the name`, hint: SPELLING };
  }
  const flags = OPERATORS[operator];
  if (flags === undefined) {
    const hint = `rpm has ${Object.keys(OPERATORS).join(', ')}`;
    return { fault: `has the unknown operator ${JSON.stringify(operator)}`, hint };
  }
  if (name.startsWith('/')) return { fault: 'wants a version of a file; rpm cannot compare those' };
  if (VERSION.test(version)) return { name, flags, version, inner: [] };
  return {
    fault: version ? `has the bad version ${JSON.stringify(version)}` : 'has no version',
    hint: 'a version is [epoch:]version[-release], of letters, digits and . _ + ~ ^',
  };
}

/** As a dependency is written within a rich one. */
export function formatRelation({ name, flags, version }: Relation): string {
  const operator = Object.keys(OPERATORS).find((key) => OPERATORS[key] === flags);
  return operator ? `${name} ${operator} ${version}` : name;
}

/** Blanks and operators end a name, unless they stand in parentheses: `font(:lang=uk)`. */
function endOfName(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    else if (/\s/.test(char) || (depth === 0 && '<>='.includes(char))) return i;
  }
  return text.length;
}
