// HTML by template literals: whatever is put into one is text, unless it is HTML already.
import { printable, printableLines } from '../inspect/index.ts';

/** HTML that is safe to put anywhere in a page. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | undefined | Html | readonly Value[];

/** Text that is put in, also into an attribute in quotes, is escaped; what is invisible as well. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.map((text, i) => `${text}${rendered(values[i])}`).join(''));
}

/** The same for a text of several lines. */
export function textLines(text: string): Html {
  return new Html(escaped(printableLines(text)));
}

function rendered(value: Value): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escaped(printable(`${value}`));
  return value.map(rendered).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"'`]/g, (char) => ENTITIES[char] ?? char);
}
