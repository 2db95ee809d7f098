import type { PackageEntry } from '../inspect/index.ts';
import { compareUtf8 } from '../model/order.ts';
import { type Kind, kindOf } from './kinds.ts';

/** A file, or a folder with something in it. */
export interface SizeNode {
  /** Of a folder without siblings, with the names above: `usr/share`. */
  readonly name: string;
  readonly path: string;
  /** Bytes of all files below. */
  readonly size: number;
  /** Of a file, what it is for; of a folder, what most of its bytes are. */
  readonly kind: Kind;
  /** Largest first; empty for a file. */
  readonly children: readonly SizeNode[];
}

interface Draft {
  entry?: PackageEntry;
  readonly children: Map<string, Draft>;
}

/** All files that have a size. */
export function sizeTree(entries: readonly PackageEntry[]): SizeNode {
  const root: Draft = { children: new Map() };
  for (const entry of entries) {
    if (entry.type !== 'file' || entry.size === 0) continue;
    let at = root;
    for (const name of entry.path.split('/').filter(Boolean)) {
      const next = at.children.get(name) ?? { children: new Map() };
      at.children.set(name, next);
      at = next;
    }
    at.entry = entry;
  }
  return nodeOf('', '', root);
}

function nodeOf(name: string, path: string, draft: Draft): SizeNode {
  const { entry } = draft;
  if (entry && draft.children.size === 0) {
    return { name, path, size: entry.size, kind: kindOf(entry), children: [] };
  }
  const children = [...draft.children]
    .map(([child, below]) => nodeOf(child, `${path}/${child}`, below))
    .sort((a, b) => b.size - a.size || compareUtf8(a.name, b.name));
  const [only, ...others] = children;
  if (only && others.length === 0 && only.children.length > 0) {
    return { ...only, name: name === '' ? `/${only.name}` : `${name}/${only.name}` };
  }
  const size = children.reduce((sum, child) => sum + child.size, 0);
  return { name: name || '/', path: path || '/', size, kind: mostlyOf(children), children };
}

function mostlyOf(children: readonly SizeNode[]): Kind {
  const sizes = new Map<Kind, number>();
  for (const { kind, size } of children) sizes.set(kind, (sizes.get(kind) ?? 0) + size);
  const [first] = [...sizes].sort(([, a], [, b]) => b - a);
  return first?.[0] ?? 'data';
}

/** Bytes by kind, of all files. */
export function sizesByKind(entries: readonly PackageEntry[]): ReadonlyMap<Kind, number> {
  const sizes = new Map<Kind, number>();
  for (const entry of entries) {
    if (entry.type !== 'file') continue;
    const kind = kindOf(entry);
    sizes.set(kind, (sizes.get(kind) ?? 0) + entry.size);
  }
  return sizes;
}
