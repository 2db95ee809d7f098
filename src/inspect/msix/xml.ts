import type { Reading } from '../reading.ts';

/** Bytes of memory that an element or attribute takes, about. */
const PIECE_COST = 300;

/** An element with its attributes, and the text right behind its tag. */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    lt: '<',
    gt: '>',
    amp: '&',
    quot: '"',
    apos: "'",
  }),
);

/**
 * All elements of a document in their order, however deep. Comments are left out; no document
 * type is looked at, so there are no entities but those of XML itself.
 */
export function* xmlElements(
  text: string,
  reading: Reading,
  member: string,
): Generator<XmlElement> {
  const keep = () => reading.keep(PIECE_COST, { member });
  // A pattern takes stack for each attribute; nobody writes so many.
  const tags =
    /<(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*')){0,1000})\s*\/?>([^<]*)/g;
  for (const [, name, attributes = '', content = ''] of withoutComments(text).matchAll(tags)) {
    if (name === undefined) continue;
    keep();
    yield { name, attributes: attributesOf(attributes, keep), text: decode(content).trim() };
  }
}

function attributesOf(text: string, keep: () => void): XmlElement['attributes'] {
  const found = new Map<string, string>();
  for (const [, key = '', double, single] of text.matchAll(
    /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  )) {
    keep();
    found.set(key, decode(double ?? single ?? ''));
  }
  return Object.fromEntries(found);
}

/** One by one: a pattern would look for the end of each that has none. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', at)) {
    parts.push(text.slice(at, start));
    const end = text.indexOf('-->', start + 4);
    if (end < 0) return parts.join('');
    at = end + 3;
  }
  return parts.join('') + text.slice(at);
}

function decode(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w+));/g,
    (whole, decimal, hex, name) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
      if (code === undefined) return ENTITIES.get(name) ?? whole;
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
