import { type Package, RPM_PHASES } from '../model/package.ts';
import type { Problem } from '../model/problem.ts';
import { evr } from './names.ts';
import { type Fault, parseSimple, type Relation } from './relation.ts';
import { type Context, parseRich } from './rich.ts';
import { LUA, programOf, SLOTS } from './scripts.ts';
import { SENSE } from './sense.ts';
import { triggerPrograms } from './triggers.ts';

/** The kinds of dependencies; a header has names, flags and versions of each. */
export const RELATION_KINDS = [
  'require',
  'provide',
  'conflict',
  'obsolete',
  'recommend',
  'suggest',
  'supplement',
  'enhance',
] as const;

export type RelationKind = (typeof RELATION_KINDS)[number];
export type Relations = Readonly<Record<RelationKind, readonly Relation[]>>;

interface List {
  readonly kind: RelationKind;
  /** The list's key in the configuration. */
  readonly key: string;
  /** Where rich dependencies are allowed: how those of the list go together. */
  readonly rich?: Context;
  readonly flags?: number;
  texts(pkg: Package): readonly string[];
}

const LISTS: readonly List[] = [
  { kind: 'require', key: 'depends', rich: 'all', texts: (pkg) => pkg.relations.depends },
  ...RPM_PHASES.map(
    (phase): List => ({
      kind: 'require',
      key: `rpm.requires.${phase}`,
      rich: 'all',
      flags: SENSE[phase],
      texts: (pkg) => pkg.rpm.requires[phase],
    }),
  ),
  { kind: 'provide', key: 'provides', texts: (pkg) => pkg.relations.provides },
  { kind: 'conflict', key: 'conflicts', rich: 'any', texts: (pkg) => pkg.relations.conflicts },
  { kind: 'obsolete', key: 'replaces', texts: (pkg) => pkg.relations.replaces },
  { kind: 'recommend', key: 'recommends', rich: 'all', texts: (pkg) => pkg.relations.recommends },
  { kind: 'suggest', key: 'suggests', rich: 'all', texts: (pkg) => pkg.relations.suggests },
  { kind: 'supplement', key: 'rpm.supplements', rich: 'any', texts: (pkg) => pkg.rpm.supplements },
  { kind: 'enhance', key: 'rpm.enhances', rich: 'any', texts: (pkg) => pkg.rpm.enhances },
];

/** The configured dependencies, in their order, and what is wrong with them. */
export function readRelations(pkg: Package) {
  const relations = emptyRelations();
  const problems: Problem<'relation_invalid'>[] = [];
  for (const list of LISTS) {
    for (const [i, text] of list.texts(pkg).entries()) {
      const relation = parse(text.trim(), list);
      if ('fault' in relation) {
        problems.push(problemOf(text, relation, pkg, `${list.key}[${i}]`));
      } else {
        relations[list.kind].push({ ...relation, flags: relation.flags | (list.flags ?? 0) });
      }
    }
  }
  return { relations, problems };
}

/** All dependencies but for rpmlib() ones: the configured, the package's own name, interpreters. */
export function relationsOf(pkg: Package): Relations {
  const { relations } = readRelations(pkg);
  const needs = (name: string | undefined, flags: number) => {
    if (name === undefined || name === LUA) return;
    relations.require.push({ name, flags, version: '', inner: [] });
  };
  const version = evr(pkg.version);
  relations.provide.push({ name: pkg.name, flags: SENSE.equal, version, inner: [] });
  for (const slot of SLOTS) needs(programOf(pkg, slot)?.[0], SENSE.interp | slot.sense);
  for (const name of triggerPrograms(pkg)) needs(name, SENSE.interp);
  for (const kind of RELATION_KINDS) relations[kind] = unique(relations[kind]);
  return relations;
}

/** A list for each kind, to be filled. */
export function emptyRelations(): Record<RelationKind, Relation[]> {
  return {
    require: [],
    provide: [],
    conflict: [],
    obsolete: [],
    recommend: [],
    suggest: [],
    supplement: [],
    enhance: [],
  };
}

function parse(text: string, { kind, rich }: List): Relation | Fault {
  if (text === '') return { fault: 'is empty' };
  if (!text.startsWith('(')) {
    const relation = parseSimple(text);
    const isName = 'fault' in relation || /^[\w.+-]+$/.test(relation.name);
    if (kind === 'obsolete' && !isName) return { fault: 'is no package name; rpm replaces those' };
    return relation;
  }
  return rich ? parseRich(text, rich) : { fault: 'is a rich dependency; rpm allows none here' };
}

function problemOf(text: string, { fault, hint }: Fault, pkg: Package, key: string) {
  return {
    code: 'relation_invalid' as const,
    message: `the dependency ${JSON.stringify(text)} ${fault}`,
    place: pkg.locate(key),
    ...(hint ? { hint } : {}),
  };
}

/** Each dependency once, where it came first. */
function unique(relations: readonly Relation[]): Relation[] {
  const key = ({ name, flags, version }: Relation) => [name, flags, version].join('\0');
  const seen = new Map(relations.map((relation) => [key(relation), relation]));
  return [...seen.values()];
}
