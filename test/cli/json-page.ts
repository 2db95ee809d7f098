// What docs/json.md says of the JSON that commands print, and whether some JSON is so.
import { readFileSync } from 'node:fs';

interface Row {
  /** As in the page: `files[].name`. */
  readonly path: string;
  readonly type: string;
  readonly isOptional: boolean;
}

const text = readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8');

/** The tables, by the anchor of the heading that they stand under. */
const sections = new Map(
  text.split(/^#{1,3} /m).map((part) => {
    const [title = ''] = part.split('\n', 1);
    return [anchor(title), [...part.matchAll(/^\| (`.+?) \| (.+?) \| ?.*\|$/gm)].flatMap(rowsOf)];
  }),
);

/** As GitHub makes it. */
function anchor(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}

function rowsOf([, keys = '', type = '']: RegExpMatchArray): Row[] {
  const isOptional = type.endsWith('?');
  return keys.split(', ').map((key) => {
    return { path: key.slice(1, -1), type: isOptional ? type.slice(0, -1) : type, isOptional };
  });
}

/** Keys of tables that were seen in some JSON, as `section path`. */
const seen = new Set<string>();

/** What is otherwise in some JSON than the section says; nothing when all is right. */
export function differences(value: unknown, title: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => differences(item, title));
  return objectDifferences(value, anchor(title), '', []);
}

/** Keys of the page that no JSON so far had. */
export function unseen(): string[] {
  return [...sections].flatMap(([section, rows]) =>
    rows.map(({ path }) => `${section} ${path}`).filter((key) => !seen.has(key)),
  );
}

/** @param others tables whose keys the object has besides */
function objectDifferences(
  value: unknown,
  section: string,
  prefix: string,
  others: readonly string[],
): string[] {
  if (value === null || typeof value !== 'object') return [`${section} ${prefix}: not an object`];
  const tables = [[section, prefix] as const, ...others.map((name) => [name, ''] as const)];
  const found = tables.flatMap(([name, start]) => {
    const rows = (sections.get(name) ?? []).filter(({ path }) => path.startsWith(start));
    const keys = new Set(rows.map(({ path }) => /^\w+/.exec(path.slice(start.length))?.[0] ?? ''));
    return [...keys].map((key) => [key, name, start + key] as const);
  });
  const entries = new Map(Object.entries(value));
  const known = new Set(found.map(([key]) => key));
  return [
    ...[...entries.keys()]
      .filter((key) => !known.has(key))
      .map((key) => `${section} ${prefix}${key}: not in the page`),
    ...found.flatMap(([key, name, path]) => keyDifferences(entries.get(key), name, path)),
  ];
}

function keyDifferences(value: unknown, section: string, path: string): string[] {
  const rows = sections.get(section) ?? [];
  const row = rows.find((each) => each.path === path || each.path === `${path}[]`);
  const below = rows.filter((each) => each.path.startsWith(`${path}.`));
  const inItems = rows.filter((each) => each.path.startsWith(`${path}[].`));
  if (value === undefined) {
    const needed = row ? !row.isOptional : [...below, ...inItems].some((each) => !each.isOptional);
    return needed ? [`${section} ${path}: missing`] : [];
  }
  if (row) seen.add(`${section} ${row.path}`);
  const others = row ? [...row.type.matchAll(/\(#([\w-]+)\)/g)].map(([, name = '']) => name) : [];
  if (inItems.length > 0 || row?.path.endsWith('[]')) {
    if (!Array.isArray(value)) return [`${section} ${path}: not a list`];
    return value.flatMap((item) => objectDifferences(item, section, `${path}[].`, others));
  }
  if (below.length > 0) return objectDifferences(value, section, `${path}.`, others);
  return typeDifferences(value, row?.type ?? '', `${section} ${path}`);
}

function typeDifferences(value: unknown, type: string, where: string): string[] {
  if (type.startsWith('list of ')) {
    if (!Array.isArray(value)) return [`${where}: not a list`];
    return value.flatMap((item) => typeDifferences(item, type.slice('list of '.length), where));
  }
  const [, name] = /\(#([\w-]+)\)/.exec(type) ?? [];
  if (name !== undefined) return objectDifferences(value, name, '', []);
  return typeof value === type ? [] : [`${where}: not a ${type}`];
}
