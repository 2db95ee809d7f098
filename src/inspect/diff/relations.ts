import type { FormatName } from '../../model/package.ts';
import { type InspectedPackage, RELATION_KINDS, type RelationKind } from '../model.ts';
import type { ListChange } from './model.ts';
import { noteLeftOut, type Sides } from './side.ts';
import { wordsOf } from './versions.ts';

export function diffRelations(sides: Sides): ListChange[] {
  const { before, after, rules } = sides;
  const kinds = rules.isAcross ? commonKinds(before.format, after.format) : RELATION_KINDS;
  const [a, b] = rules.isAcross
    ? [comparable(before, sides), comparable(after, sides)]
    : [before, after].map(asWritten);
  return kinds
    .map((what) => listChange(what, a?.[what] ?? new Map(), b?.[what] ?? new Map()))
    .filter(({ added, removed }) => added.length + removed.length > 0);
}

/** By what they are compared with: how they are shown. */
type Items = ReadonlyMap<string, string>;
type ItemsByKind = Partial<Record<RelationKind, Items>>;

function listChange(what: string, before: Items, after: Items): ListChange {
  const missing = (from: Items, than: Items) =>
    [...from].filter(([key]) => !than.has(key)).map(([, text]) => text);
  return { what, removed: missing(before, after), added: missing(after, before) };
}

function asWritten({ relations }: InspectedPackage): ItemsByKind {
  return Object.fromEntries(
    RELATION_KINDS.map((kind) => [kind, new Map(relations[kind].map((item) => [item, item]))]),
  );
}

const WEAK = ['recommends', 'suggests', 'enhances'] as const;

/** What formats have: Pre-Depends go with `depends`, Breaks with `conflicts`. */
const KINDS: Readonly<Partial<Record<FormatName, readonly RelationKind[]>>> = {
  deb: ['depends', ...WEAK, 'conflicts', 'replaces', 'provides'],
  ipk: ['depends', ...WEAK, 'conflicts', 'replaces', 'provides'],
  rpm: ['depends', ...WEAK, 'supplements', 'conflicts', 'replaces', 'provides'],
  apk: ['depends', 'conflicts', 'replaces', 'provides'],
  archlinux: ['depends', 'suggests', 'conflicts', 'replaces', 'provides'],
};

function commonKinds(before: FormatName, after: FormatName): RelationKind[] {
  return (KINDS[before] ?? []).filter((kind) => KINDS[after]?.includes(kind));
}

/** Relations in one spelling; those that only this format has are left out. */
function comparable(read: InspectedPackage, sides: Sides): ItemsByKind {
  const { relations, format, metadata } = read;
  const leftOut: string[] = [];
  const normal = (...kinds: readonly RelationKind[]) => {
    const items = new Map<string, string>();
    for (const text of kinds.flatMap((kind) => relations[kind])) {
      const item = parseItem(text);
      if (!item) leftOut.push(text);
      // Formats differ in whether a package says that it provides itself.
      else if (item.name !== metadata.name || kinds[0] !== 'provides') items.set(item.key, text);
    }
    return items;
  };
  const found: ItemsByKind = {
    depends: normal('depends', 'preDepends'),
    recommends: normal('recommends'),
    suggests: normal('suggests'),
    enhances: normal('enhances'),
    conflicts: normal('conflicts', 'breaks'),
    replaces: normal('replaces'),
    provides: normal('provides'),
  };
  noteLeftOut(sides, format, 'relations', leftOut);
  return found;
}

/** `name (>= 1)`, `name>=1`, `name >= 1`; pacman adds `: why`. */
const ITEM =
  /^([a-z0-9][\w.+-]*)(?::\w+)?\s*(?:\(?\s*(<<|>>|<=|>=|=|<|>)\s*([^\s():]+(?::[^\s()]+)?)\s*\)?)?(?::\s.*)?$/i;

const OPERATORS: Readonly<Record<string, string>> = { '<<': '<', '>>': '>' };

/** A package with or without a version. Undefined for files, alternatives, shared objects, ... */
function parseItem(text: string): { readonly name: string; readonly key: string } | undefined {
  const [, name, operator = '', version = ''] = ITEM.exec(text) ?? [];
  if (name === undefined) return undefined;
  return { name, key: `${name} ${OPERATORS[operator] ?? operator} ${wordsOf(version)}`.trim() };
}
