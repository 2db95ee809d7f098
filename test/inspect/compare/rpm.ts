import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InspectedPackage } from '../../../src/inspect/index.ts';
import { output, run } from '../../support/tools.ts';
import {
  addEntries,
  decoded,
  type EntryFacts,
  type Facts,
  type Kind,
  ourChecks,
  ourEntries,
} from './facts.ts';
import { tarEntries } from './tar.ts';

/** An rpm as rpm and rpm2archive see it. */
export const RPM: Kind = {
  name: 'rpm',
  by: 'rpm, rpm2archive',
  needs: ['rpm', 'rpm2archive', 'tar', 'sha256sum'],
  ending: /\.rpm$/,
  ours,
  theirs,
};

/** What we have -> tag in a query format. */
const METADATA = {
  name: '%{NAME}',
  version: '%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}',
  arch: '%{ARCH}',
  summary: '%|SUMMARY?{%{SUMMARY}}|',
  description: '%|DESCRIPTION?{%{DESCRIPTION}}|',
  maintainer: '%|PACKAGER?{%{PACKAGER}}|',
  vendor: '%|VENDOR?{%{VENDOR}}|',
  homepage: '%|URL?{%{URL}}|',
  license: '%|LICENSE?{%{LICENSE}}|',
  section: '%|GROUP?{%{GROUP}}|',
  source: '%|SOURCERPM?{%{SOURCERPM}}|',
  buildTime: '%{BUILDTIME}',
  installedSize: '%{LONGSIZE}',
} as const;

const RELATIONS = {
  depends: '--requires',
  provides: '--provides',
  conflicts: '--conflicts',
  replaces: '--obsoletes',
  recommends: '--recommends',
  suggests: '--suggests',
  supplements: '--supplements',
  enhances: '--enhances',
} as const;

const SCRIPTS = [
  ['%pretrans', 'PRETRANS'],
  ['%pre', 'PREIN'],
  ['%post', 'POSTIN'],
  ['%preun', 'PREUN'],
  ['%postun', 'POSTUN'],
  ['%posttrans', 'POSTTRANS'],
  ['%verifyscript', 'VERIFYSCRIPT'],
] as const;

/** In the order in which ours are. */
const TRIGGERS = ['TRIGGER', 'FILETRIGGER', 'TRANSFILETRIGGER'];

type Keys<T> = readonly (keyof T)[];

function ours(read: InspectedPackage): Facts {
  const facts: Facts = new Map();
  for (const key of Object.keys(METADATA) as Keys<typeof METADATA>) {
    facts.set(key, String(read.metadata[key]));
  }
  for (const kind of Object.keys(RELATIONS) as Keys<typeof RELATIONS>) {
    facts.set(kind, read.relations[kind].join('\n'));
  }
  for (const [name] of SCRIPTS) {
    const script = read.scripts.find((each) => each.name === name);
    facts.set(name, script ? `${script.interpreter}\n${script.text}` : 'none');
  }
  const triggers = read.scripts.filter(({ kind }) => kind === 'trigger');
  facts.set(
    'triggers',
    triggers.map(({ interpreter, text }) => `${interpreter}\n${text}`).join('\n'),
  );
  facts.set('checks', ourChecks(read));
  const entries = ourEntries(read).map((entry, i) => withRpmFacts(entry, read.entries[i]));
  addEntries(facts, entries);
  return facts;
}

/** rpm has flags and capabilities, and tells of every name of a file as of a file. */
function withRpmFacts(
  facts: EntryFacts,
  entry: InspectedPackage['entries'][number] | undefined,
): EntryFacts {
  if (!entry) return facts;
  const more = { flags: entry.flags.join(), capabilities: entry.capabilities ?? '' };
  if (facts.type !== 'hardlink') return { ...facts, ...more };
  const { target: _, ...rest } = facts;
  return { ...rest, ...more, type: 'file', size: String(entry.size) };
}

type Query = (format: string) => string;

function theirs(path: string, scratch: string): Facts {
  const ask = (...args: string[]) =>
    decoded(output('rpm', ['-qp', '--nosignature', ...args, path], { encoding: 'latin1' }));
  const query: Query = (format) => ask('--qf', format);
  const facts: Facts = new Map();
  for (const [key, format] of Object.entries(METADATA)) facts.set(key, query(format));
  for (const [kind, option] of Object.entries(RELATIONS)) {
    facts.set(kind, ask(option).replace(/\n$/, ''));
  }
  for (const [name, tag] of SCRIPTS) {
    const isThere = query(`%|${tag}PROG?{yes}:{%|${tag}?{yes}|}|`) === 'yes';
    const program = query(`[%{${tag}PROG} ]`).trimEnd();
    const text = query(`%|${tag}?{%{${tag}}}|`);
    facts.set(name, isThere ? `${program}\n${text}` : 'none');
  }
  const triggers = TRIGGERS.flatMap((kind) => {
    const rows = query(`[%{${kind}SCRIPTPROG}\\n%{${kind}SCRIPTS}\\f]`);
    return rows.split('\f').slice(0, -1);
  });
  facts.set('triggers', triggers.join('\n'));
  const { stdout } = run('rpm', ['-K', '--nosignature', path]);
  facts.set('checks', /: .*\bOK$/m.test(stdout) && !/NOT OK/.test(stdout) ? 'right' : 'wrong');
  addEntries(facts, filesOf(query, path, scratch));
  return facts;
}

/** S_IFMT of stat(2), in octal. */
const TYPES: Readonly<Record<string, string>> = {
  '10': 'file',
  '4': 'dir',
  '12': 'symlink',
  '2': 'char',
  '6': 'block',
  '1': 'fifo',
};

/** Letters of `:fflags`, in the order of ours. */
const FLAGS: readonly (readonly [string, string])[] = [
  ['c', 'config'],
  ['d', 'doc'],
  ['m', 'missingok'],
  ['n', 'noreplace'],
  ['l', 'license'],
  ['r', 'readme'],
  ['a', 'artifact'],
];

const COLUMNS = [
  '%{FILENAMES}',
  '%{FILEMODES:octal}',
  '%{FILEUSERNAME}:%{FILEGROUPNAME}',
  '%{LONGFILESIZES}',
  '%{FILEMTIMES}',
  '%{FILELINKTOS}',
  '%{FILEFLAGS:fflags}',
];

function filesOf(query: Query, path: string, scratch: string): EntryFacts[] {
  // It writes the archive beside the package.
  const copy = join(scratch, 'copy.rpm');
  copyFileSync(path, copy);
  output('rpm2archive', ['--nocompression', copy]);
  const unpacked = tarEntries(join(scratch, 'content'), `${copy}.tar`);
  const digests = new Map(unpacked.map(({ path: at, sha256 }) => [at, sha256 ?? '']));
  const capabilities = query('[%{FILECAPS}\\n]').split('\n');
  // Each field behind a character that is in no name.
  const rows = query(`[${COLUMNS.join('\\f')}\\n]`).split(/\n(?=[^\n]*\f)/);
  return rows.filter(Boolean).map((row, i) => ({
    ...fileOf(row.replace(/\n$/, '').split('\f'), digests),
    capabilities: capabilities[i] ?? '',
  }));
}

function fileOf(columns: readonly string[], digests: ReadonlyMap<string, string>): EntryFacts {
  const [name = '', bits = '', owner = '', size = '', mtime = '', link = '', flags = ''] = columns;
  const path = `/${name.replace(/^\//, '')}`;
  const kind = TYPES[bits.replace(/^0/, '').slice(0, -4)] ?? bits;
  const type = flags.includes('g') ? 'ghost' : kind;
  const letters = FLAGS.filter(([letter]) => flags.includes(letter));
  return {
    path,
    type,
    mode: (Number.parseInt(bits, 8) & 0o7777).toString(8),
    owner,
    mtime,
    flags: letters.map(([, flag]) => flag).join(),
    ...(type === 'file' && { size, sha256: digests.get(path) ?? 'missing' }),
    ...(type === 'symlink' && { target: link }),
  };
}
