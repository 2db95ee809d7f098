// Packages to judge, without files: what a test is about, in a package that has nothing wrong.
import type { EntryType } from '../../src/inspect/index.ts';
import { RELATION_KINDS } from '../../src/inspect/index.ts';
import type { Elf } from '../../src/lint/elf/model.ts';
import type { Subject, SubjectEntry } from '../../src/lint/model.ts';
import type { ContentFacts } from '../../src/lint/subject/content.ts';
import { makeSubject } from '../../src/lint/subject/make.ts';
import type { FormatName } from '../../src/model/package.ts';
import { TIME } from '../support/package.ts';

/** What differs from the good package. */
export interface Change {
  readonly format?: FormatName;
  readonly metadata?: Partial<Subject['metadata']>;
  readonly relations?: Partial<Subject['relations']>;
  /** Texts of scripts by name: `postinst`. */
  readonly scripts?: Readonly<Record<string, string>>;
  /** Added; in place of what is at the same path. */
  readonly entries?: readonly SubjectEntry[];
  /** Paths to leave out. */
  readonly without?: readonly string[];
  readonly controlFiles?: Readonly<Record<string, string>>;
  readonly hasChangelog?: boolean;
}

const PLACE = { file: 'sundial' };

function entry(type: EntryType, path: string, change: Partial<SubjectEntry>): SubjectEntry {
  return {
    ...{ path, type, mode: 0o644, owner: 'root', group: 'root', uid: 0, gid: 0, size: 100 },
    ...{ mtime: TIME, target: '', digests: {}, flags: [], place: PLACE, ...change },
  };
}

const FACTS: ContentFacts = { isZip: false, hasPrivateKey: false, hasCarriageReturns: false };

/** A file; `content` is what was learned of it. */
export function file(
  path: string,
  content: Partial<ContentFacts> = {},
  change: Partial<SubjectEntry> = {},
): SubjectEntry {
  return entry('file', path, { content: { ...FACTS, ...content }, ...change });
}

export function script(path: string, change: Partial<SubjectEntry> = {}): SubjectEntry {
  return file(path, { shebang: '/bin/sh' }, { mode: 0o755, ...change });
}

export const dir = (path: string, change: Partial<SubjectEntry> = {}) =>
  entry('dir', path, { mode: 0o755, size: 0, ...change });

export const link = (path: string, target: string) =>
  entry('symlink', path, { mode: 0o777, size: 0, target });

export const special = (path: string, type: EntryType) => entry(type, path, { size: 0 });

const ELF: Elf = {
  bits: 64,
  isLittleEndian: true,
  machine: 62,
  type: 'shared',
  interpreter: '/lib64/ld-linux-x86-64.so.2',
  isDynamic: true,
  needed: ['libc.so.6'],
  soname: '',
  searchPath: [],
  hasTextRelocations: false,
  hasExecutableStack: false,
  isStripped: true,
};

/** A program for amd64, dynamic, stripped and position-independent. */
export function program(path: string, elf: Partial<Elf> = {}): SubjectEntry {
  return file(path, { elf: { ...ELF, ...elf } }, { mode: 0o755 });
}

/** For programs: what a package for amd64 with them says. */
export const NATIVE = {
  metadata: { arch: 'amd64' },
  relations: { depends: ['libc6 (>= 2.34)'] },
} as const;

export const UNIT = `[Unit]
Description=Sun dial
Documentation=man:sundial(1)

[Service]
ExecStart=/usr/bin/sundial --serve

[Install]
WantedBy=multi-user.target
`;

/** A unit with something changed in its text. */
export const unit = (text = UNIT, path = '/usr/lib/systemd/system/sundial.service') =>
  file(path, { text });

const ENTRIES: readonly SubjectEntry[] = [
  dir('/etc'),
  file('/etc/sundial.conf', {}, { flags: ['config', 'noreplace'] }),
  dir('/usr'),
  dir('/usr/bin'),
  script('/usr/bin/sundial'),
  unit(),
  dir('/usr/share/doc/sundial'),
  file('/usr/share/doc/sundial/changelog.gz', { gzipTime: 0 }),
  file('/usr/share/doc/sundial/copyright', { text: 'Copyright 2024 Dial Works\n' }),
  file('/usr/share/licenses/sundial/LICENSE', {}, { flags: ['license'] }),
  file('/usr/share/man/man1/sundial.1.gz', { gzipTime: 0 }),
];

const VERSIONS: Readonly<Partial<Record<FormatName, string>>> = { apk: '1.2.3-r1' };

/** A good package of a format, with a change. */
export function subject({
  format = 'deb',
  entries = [],
  without = [],
  ...change
}: Change = {}): Subject {
  const replaced = new Set([...without, ...entries.map(({ path }) => path)]);
  const relations = Object.fromEntries(RELATION_KINDS.map((kind) => [kind, []]));
  return makeSubject(
    {
      format,
      metadata: {
        name: 'sundial',
        version: VERSIONS[format] ?? '1.2.3-1',
        arch: 'all',
        summary: 'Tells the time by daylight',
        description:
          'Tells the time by daylight\nThe shadow of a gnomon falls on a plate with the hours.',
        maintainer: 'Sun Dial <sun@dial.example>',
        vendor: '',
        homepage: 'https://dial.example',
        license: 'MIT',
        section: 'utils',
        priority: 'optional',
        source: '',
        buildTime: TIME,
        installedSize: 1000,
        ...change.metadata,
      },
      relations: { ...relations, ...change.relations } as Subject['relations'],
      scripts: Object.entries(change.scripts ?? {}).map(([name, text]) => {
        return { kind: 'postinstall', name, interpreter: '', text, place: PLACE };
      }),
      entries: [...ENTRIES.filter(({ path }) => !replaced.has(path)), ...entries],
      controlFiles: new Map(Object.entries(change.controlFiles ?? {})),
      hasChangelog:
        change.hasChangelog ?? (format === 'rpm' || format === 'srpm' ? true : undefined),
      now: TIME + 60,
    },
    (key) => ({ ...PLACE, key }),
  );
}
