// SPDX licence expressions, https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/, and
// how DEP-5 has them:
//   expression = term *( "OR" term )        term = factor *( "AND" factor )
//   factor     = id [ "WITH" exception ] / "(" expression ")"

/** A licence, or licences that are joined. */
export type Expression =
  | { readonly kind: 'licence'; readonly id: string }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] };

/** Far more than anyone writes, and far less than the stack holds. */
const MAX_DEPTH = 20;

/** Undefined for what is no expression. */
export function parseSpdx(text: string): Expression | undefined {
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  const expression = parseJoined(tokens, 'or', 0);
  return tokens.length === 0 ? expression : undefined;
}

/** The licences of an expression, each once. */
export function licencesOf(expression: Expression): string[] {
  if (expression.kind === 'licence') return [expression.id];
  return [...new Set(expression.parts.flatMap(licencesOf))];
}

/**
 * An expression as DEP-5 writes it, "License" of its short names: `and` binds tighter than `or`,
 * unless there is a comma before it. Undefined for one that is nested deeper than that.
 */
export function dep5Expression(expression: Expression): string | undefined {
  if (expression.kind === 'licence') return dep5Name(expression.id);
  const { kind, parts } = expression;
  const texts = parts.map(dep5Expression);
  if (!texts.every((text) => text !== undefined)) return undefined;
  const hasGroups = parts.some((part) => part.kind === 'or');
  if (kind === 'and') return texts.join(hasGroups ? ', and ' : ' and ');
  return texts.some((text) => text.includes(', and ')) ? undefined : texts.join(' or ');
}

/** `GPL-2.0-or-later` is `GPL-2+` there, and `MIT` is `Expat`. */
export function dep5Name(id: string): string {
  const [licence = '', exception] = id.split(' WITH ');
  const gnu = /^([AL]?GPL|GFDL)-(\d+)\.(\d+)(-only|-or-later|\+)?$/.exec(licence);
  const [, family, major, minor, suffix = ''] = gnu ?? [];
  const later = suffix === '-or-later' || suffix === '+' ? '+' : '';
  const version = minor === '0' ? major : `${major}.${minor}`;
  const name = gnu ? `${family}-${version}${later}` : (NAMES.get(licence) ?? licence);
  if (exception === undefined) return name;
  return `${name} with ${exception.replace(/-exception(-[0-9.]+)?$/i, '')} exception`;
}

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    MIT: 'Expat',
    'Artistic-1.0': 'Artistic',
    'BSD-2-Clause': 'BSD-2-clause',
    'BSD-3-Clause': 'BSD-3-clause',
    'BSD-4-Clause': 'BSD-4-clause',
  }),
);

function parseJoined(tokens: string[], kind: 'or' | 'and', depth: number): Expression | undefined {
  const parts: Expression[] = [];
  do {
    const part = kind === 'or' ? parseJoined(tokens, 'and', depth) : parseFactor(tokens, depth);
    if (!part) return undefined;
    parts.push(part);
  } while (take(tokens, kind));
  const [only, ...others] = parts;
  return others.length === 0 ? only : { kind, parts };
}

function parseFactor(tokens: string[], depth: number): Expression | undefined {
  const token = tokens.shift();
  if (token === undefined || depth > MAX_DEPTH) return undefined;
  if (token === '(') {
    const inner = parseJoined(tokens, 'or', depth + 1);
    return tokens.shift() === ')' ? inner : undefined;
  }
  if (!isId(token)) return undefined;
  if (!take(tokens, 'with')) return { kind: 'licence', id: token };
  const exception = tokens.shift();
  if (exception === undefined || !isId(exception)) return undefined;
  return { kind: 'licence', id: `${token} WITH ${exception}` };
}

function take(tokens: string[], word: string): boolean {
  if (tokens[0]?.toLowerCase() !== word) return false;
  tokens.shift();
  return true;
}

function isId(token: string): boolean {
  return /^[A-Za-z0-9.+:-]+$/.test(token) && !/^(and|or|with)$/i.test(token);
}
