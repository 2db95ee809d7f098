// A subject from a configuration whose files were found, before anything is built.
import { atom } from '../../apk/relations.ts';
import { tidied } from '../../archlinux/relations.ts';
import type { EntryFlag, RelationKind } from '../../inspect/index.ts';
import { RELATION_KINDS } from '../../inspect/index.ts';
import { relationsIn } from '../../ipk/relations.ts';
import type { FileRole, PlannedEntry } from '../../model/entry.ts';
import type { FormatName, Package, ScriptName } from '../../model/package.ts';
import type { Subject, SubjectEntry, SubjectScript } from '../model.ts';
import { makeSubject } from './make.ts';
import { readInputs } from './read-inputs.ts';
import { statedBy } from './stated.ts';

/** A package that can be built. */
export interface PlannedSubject {
  readonly format: FormatName;
  readonly pkg: Package;
  readonly entries: readonly PlannedEntry[];
}

export interface PlannedSubjectOptions {
  /** Seconds since 1970, to tell what lies in the future. */
  readonly now?: number;
  readonly signal?: AbortSignal;
}

/**
 * Reads the files of a planned package, to be judged.
 * @throws JacoPkgError with code `content_unreadable`
 */
export async function subjectOfPlan(
  { format, pkg, entries }: PlannedSubject,
  { now, signal }: PlannedSubjectOptions = {},
): Promise<Subject> {
  const learned = await readInputs(entries, signal);
  return makeSubject(
    {
      format,
      now,
      metadata: statedBy(format, pkg),
      relations: relationsOf(format, pkg),
      scripts: scriptsOf(format, pkg),
      entries: entries.filter(isIn(format)).map((entry) => entryOf(entry, learned)),
      controlFiles: new Map(),
      hasChangelog: format === 'rpm' || format === 'srpm' ? pkg.changelog.length > 0 : undefined,
    },
    pkg.locate,
  );
}

/** rpm does not own folders that nobody asked for. */
function isIn(format: FormatName): (entry: PlannedEntry) => boolean {
  const isRpm = format === 'rpm' || format === 'srpm';
  return (entry) => !(isRpm && entry.type === 'dir' && entry.implicit);
}

function entryOf(
  entry: PlannedEntry,
  learned: Awaited<ReturnType<typeof readInputs>>,
): SubjectEntry {
  const { path, type, mode, owner, group, mtime, place } = entry;
  const facts = entry.type === 'file' ? learned.get(entry.body) : undefined;
  return {
    ...{ path, type, mode, owner, group, uid: 0, gid: 0, mtime, place },
    size: entry.type === 'file' ? entry.size : 0,
    target: entry.type === 'symlink' ? entry.target : '',
    digests: facts?.digests ?? {},
    flags: entry.type === 'file' ? FLAGS[entry.role] : [],
    ...(facts && { content: facts.content }),
  };
}

/** dpkg, opkg and pacman never replace a changed file; only rpm can be told to. */
const FLAGS: Readonly<Record<FileRole, readonly EntryFlag[]>> = {
  plain: [],
  config: ['config'],
  'config|noreplace': ['config', 'noreplace'],
  'config|missingok': ['config', 'missingok'],
  doc: ['doc'],
  license: ['license'],
  readme: ['readme'],
};

function relationsOf(format: FormatName, pkg: Package): Subject['relations'] {
  const isDeb = format === 'deb';
  const more: Partial<Record<RelationKind, readonly string[]>> = {
    preDepends: isDeb ? pkg.deb.predepends : format === 'ipk' ? pkg.ipk.predepends : [],
    breaks: isDeb ? pkg.deb.breaks : [],
    enhances: format === 'rpm' ? pkg.rpm.enhances : [],
    supplements: format === 'rpm' ? pkg.rpm.supplements : [],
  };
  const all = { ...pkg.relations, ...more };
  const pairs = RELATION_KINDS.map((kind): readonly [RelationKind, readonly string[]] => {
    return [kind, asWritten(format, all[kind] ?? [])];
  });
  return Object.fromEntries(pairs) as Record<RelationKind, readonly string[]>;
}

/** A list of relations as it will be in the package. */
function asWritten(format: FormatName, items: readonly string[]): readonly string[] {
  switch (format) {
    case 'apk':
      return items.map(atom);
    case 'archlinux':
      return items.map(tidied);
    case 'ipk':
      return relationsIn(items);
    default:
      return items;
  }
}

/** What a script is called in a package, by format. */
const CONTROL = {
  preinstall: 'preinst',
  postinstall: 'postinst',
  preremove: 'prerm',
  postremove: 'postrm',
};
const SCRIPT_NAMES: Readonly<Record<FormatName, Readonly<Partial<Record<ScriptName, string>>>>> = {
  deb: { ...CONTROL, config: 'config' },
  ipk: CONTROL,
  rpm: {
    pretrans: '%pretrans',
    preinstall: '%pre',
    postinstall: '%post',
    preremove: '%preun',
    postremove: '%postun',
    posttrans: '%posttrans',
    verify: '%verifyscript',
  },
  apk: {
    preinstall: '.pre-install',
    postinstall: '.post-install',
    preupgrade: '.pre-upgrade',
    postupgrade: '.post-upgrade',
    preremove: '.pre-deinstall',
    postremove: '.post-deinstall',
  },
  archlinux: {
    preinstall: 'pre_install',
    postinstall: 'post_install',
    preupgrade: 'pre_upgrade',
    postupgrade: 'post_upgrade',
    preremove: 'pre_remove',
    postremove: 'post_remove',
  },
  srpm: {},
  msix: {},
  tarball: {},
};

function scriptsOf(format: FormatName, pkg: Package): SubjectScript[] {
  const names = Object.entries(SCRIPT_NAMES[format]) as [ScriptName, string][];
  return names.flatMap(([kind, name]) => {
    const script = pkg.scripts[kind];
    if (!script) return [];
    const text = Buffer.from(script.bytes).toString('utf8');
    const interpreter = format === 'rpm' ? (pkg.rpm.interpreters[kind] ?? '') : '';
    return [{ kind, name, interpreter, text, place: script.place }];
  });
}
