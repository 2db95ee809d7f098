// XML 1.0, as much of it as packages hold: elements with attributes, and text in leaves.

type Attributes = Readonly<Record<string, string | undefined>>;

export interface Element {
  readonly name: string;
  /** Those that are undefined are not written. */
  readonly attributes: Attributes;
  readonly content: string | readonly Element[];
}

export function element(
  name: string,
  attributes: Attributes = {},
  content: string | readonly Element[] = [],
): Element {
  return { name, attributes, content };
}

/** A document, an element on each line. */
export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(root, '')}`;
}

function render({ name, attributes, content }: Element, indent: string): string {
  const pairs = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : ` ${key}="${escaped(value)}"`,
  );
  const head = `${indent}<${name}${pairs.join('')}`;
  if (content.length === 0) return `${head}/>\n`;
  if (typeof content === 'string') return `${head}>${escaped(content)}</${name}>\n`;
  const inner = content.map((child) => render(child, `${indent}  `)).join('');
  return `${head}>\n${inner}${indent}</${name}>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);
}
