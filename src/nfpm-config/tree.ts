import type { Scalar } from './scalar.ts';

interface Node {
  /** Offset of its first character in the text. */
  readonly at: number;
  /** Nodes in it, itself included, with every alias counted in full. */
  readonly size: number;
  /** Levels below and including it. */
  readonly depth: number;
}

export interface ScalarTree extends Node {
  readonly kind: 'scalar';
  readonly scalar: Scalar;
}

export interface ListTree extends Node {
  readonly kind: 'list';
  readonly items: readonly Tree[];
}

export interface MapEntry {
  /** Offset of the key. */
  readonly at: number;
  readonly value: Tree;
}

export interface MapTree extends Node {
  readonly kind: 'map';
  /** In the order of the file; what `<<` brings in comes last. */
  readonly entries: ReadonlyMap<string, MapEntry>;
}

/** A YAML document with positions. Aliases share the tree of their anchor. */
export type Tree = ScalarTree | ListTree | MapTree;

export function scalarTree(scalar: Scalar, at: number): ScalarTree {
  return { kind: 'scalar', scalar, at, size: 1, depth: 1 };
}

export function listTree(items: readonly Tree[], at: number): ListTree {
  return { kind: 'list', items, at, ...extent(items) };
}

export function mapTree(entries: ReadonlyMap<string, MapEntry>, at: number): MapTree {
  return { kind: 'map', entries, at, ...extent([...entries.values()].map(({ value }) => value)) };
}

function extent(children: readonly Tree[]): { size: number; depth: number } {
  let size = 1;
  let depth = 0;
  for (const child of children) {
    size += child.size;
    depth = Math.max(depth, child.depth);
  }
  return { size, depth: depth + 1 };
}

/**
 * The values alone, for validation: mappings as objects, lists as arrays, scalars as
 * {@link Scalar}. A key with nothing behind it is undefined; an empty item stays, as null.
 */
export function valuesOf(tree: Tree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.scalar.isNull ? null : tree.scalar;
    case 'list':
      return tree.items.map(valuesOf);
    case 'map':
      return Object.fromEntries(
        [...tree.entries].map(([key, { value }]) => [key, valuesOf(value) ?? undefined]),
      );
  }
}
