import type { LineCounter } from 'yaml';
import type { Place } from '../model/problem.ts';
import type { Tree } from './tree.ts';

/** Path of a key as a person writes it: `contents[2].type`. */
export function keyOf(path: readonly PropertyKey[]): string {
  let key = '';
  for (const step of path) {
    if (typeof step === 'number') key += `[${step}]`;
    else key += key === '' ? String(step) : `.${String(step)}`;
  }
  return key;
}

interface Document {
  readonly text: string;
  readonly lines: LineCounter;
  readonly root: Tree;
}

/** Where the keys of a configuration are written. One that is no file has only key paths. */
export class Places {
  readonly file: string | undefined;
  readonly #document: Document | undefined;

  constructor(file?: string, document?: Document) {
    this.file = file;
    this.#document = document;
  }

  /** The value of a key, or the key itself; where it is not written, the nearest parent. */
  of(key: string, part: 'key' | 'value' = 'value'): Place {
    const place = key === '' ? {} : { key };
    const root = this.#document?.root;
    return { ...this.at(root ? offsetOf(root, key, part) : 0), ...place };
  }

  /** Whether a key is written in the document. */
  has(key: string): boolean {
    const root = this.#document?.root;
    return root !== undefined && stepsTo(root, key).rest === '';
  }

  /** Places in a part of the document, by keys relative to it. */
  within(root: Tree): Places {
    return new Places(this.file, this.#document && { ...this.#document, root });
  }

  /** An offset in the text. */
  at(offset: number): Place {
    const file = this.file === undefined ? {} : { file: this.file };
    if (!this.#document) return file;
    return { ...file, ...positionOf(this.#document, offset) };
  }
}

/** Line and column, both from 1; columns in characters, not UTF-16 units. */
export function positionOf(
  { text, lines }: { readonly text: string; readonly lines: LineCounter },
  offset: number,
): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  const before = text.slice(offset - col + 1, offset);
  return { line, column: [...before].length + 1 };
}

function offsetOf(root: Tree, key: string, part: 'key' | 'value'): number {
  const { tree, keyAt, rest } = stepsTo(root, key);
  return part === 'key' && rest === '' ? keyAt : tree.at;
}

/** As far as the document goes along a key, and what of the key remains. */
function stepsTo(root: Tree, key: string) {
  let at = { tree: root, rest: key, keyAt: root.at };
  for (;;) {
    const step = stepInto(at.tree, at.rest);
    if (!step) return at;
    at = step;
  }
}

function stepInto(tree: Tree, path: string) {
  if (tree.kind === 'list') {
    const match = /^\[(\d+)\]\.?/.exec(path);
    const item = match && tree.items[Number(match[1])];
    return item ? { tree: item, rest: path.slice(match[0].length), keyAt: item.at } : undefined;
  }
  if (tree.kind !== 'map') return undefined;
  const name = nameAt(tree.entries, path);
  const entry = name === undefined ? undefined : tree.entries.get(name);
  if (name === undefined || !entry) return undefined;
  const rest = path.slice(name.length).replace(/^\./, '');
  return { tree: entry.value, rest, keyAt: entry.at };
}

/** The key that `path` begins with; the longest, as a key may have dots of its own. */
function nameAt(entries: ReadonlyMap<string, unknown>, path: string): string | undefined {
  for (let end = path.length; end > 0; end--) {
    if (end !== path.length && path[end] !== '.' && path[end] !== '[') continue;
    const name = path.slice(0, end);
    if (entries.has(name)) return name;
  }
  return undefined;
}
