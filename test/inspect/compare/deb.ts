import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InspectedPackage } from '../../../src/inspect/index.ts';
import { output } from '../../support/tools.ts';
import {
  addControlFiles,
  addEntries,
  decoded,
  type Facts,
  type Kind,
  list,
  ourChecks,
  ourEntries,
} from './facts.ts';
import { tarEntries } from './tar.ts';

/** A deb as dpkg-deb and GNU tar see it. */
export const DEB: Kind = {
  name: 'deb',
  by: 'dpkg-deb, tar',
  needs: ['dpkg-deb', 'tar', 'sha256sum'],
  ending: /\.u?deb$/,
  ours,
  theirs,
};

/** Field -> what we make of it. */
const METADATA = {
  Package: 'name',
  Version: 'version',
  Architecture: 'arch',
  Description: 'description',
  Maintainer: 'maintainer',
  Homepage: 'homepage',
  Section: 'section',
  Priority: 'priority',
  Source: 'source',
} as const;

const RELATIONS = {
  Depends: 'depends',
  'Pre-Depends': 'preDepends',
  Recommends: 'recommends',
  Suggests: 'suggests',
  Enhances: 'enhances',
  Conflicts: 'conflicts',
  Breaks: 'breaks',
  Replaces: 'replaces',
  Provides: 'provides',
} as const;

function ours(read: InspectedPackage): Facts {
  const facts: Facts = new Map(read.fields.map(([name, value]) => [`fields.${name}`, value]));
  for (const [name, key] of Object.entries(METADATA)) {
    facts.set(`metadata.${name}`, read.metadata[key]);
  }
  for (const [name, kind] of Object.entries(RELATIONS)) {
    facts.set(`relations.${name}`, read.relations[kind].join('\n'));
  }
  facts.set('installed size', String(read.metadata.installedSize));
  addControlFiles(
    facts,
    read.controlFiles.map(({ name, bytes }) => [name, bytes]),
  );
  const conffiles = read.entries.filter(({ flags }) => flags.includes('config'));
  facts.set('conffiles', list(conffiles.map(({ path }) => path)));
  facts.set('scripts', list(read.scripts.map(({ name }) => name)));
  facts.set('checks', ourChecks(read));
  addEntries(facts, ourEntries(read));
  return facts;
}

function theirs(path: string, scratch: string): Facts {
  const fields = fieldsOf(path);
  const facts: Facts = new Map([...fields].map(([name, value]) => [`fields.${name}`, value]));
  for (const name of Object.keys(METADATA)) facts.set(`metadata.${name}`, fields.get(name) ?? '');
  for (const name of Object.keys(RELATIONS)) {
    const items = (fields.get(name) ?? '').split(',').map((item) => item.trim());
    facts.set(`relations.${name}`, items.filter(Boolean).join('\n'));
  }
  const kibibytes = Number(fields.get('Installed-Size') ?? 0);
  facts.set('installed size', String(kibibytes * 1024));
  const control = join(scratch, 'control');
  output('dpkg-deb', ['-e', path, control]);
  const names = readdirSync(control);
  addControlFiles(
    facts,
    names.map((name) => [name, readFileSync(join(control, name))]),
  );
  const archive = join(scratch, 'data.tar');
  output('sh', ['-c', 'dpkg-deb --fsys-tarfile "$0" > "$1"', path, archive]);
  const entries = tarEntries(join(scratch, 'data'), archive);
  const conffiles = new Set(names.includes('conffiles') ? conffilesOf(control) : []);
  const present = entries.filter(({ path: at, type }) => type === 'file' && conffiles.has(at));
  facts.set('conffiles', list(present.map((entry) => entry.path)));
  facts.set('scripts', list(names.filter((name) => /^(pre|post)(inst|rm)$|^config$/.test(name))));
  facts.set('checks', names.includes('md5sums') ? md5sums(scratch) : 'right');
  addEntries(facts, entries);
  return facts;
}

/** What dpkg-deb prints: one field for each line that does not start with a blank. */
function fieldsOf(path: string): Map<string, string> {
  const text = decoded(output('dpkg-deb', ['-f', path], { encoding: 'latin1' }));
  return new Map(
    text.split(/\n(?![ \t]|$)/).map((field) => {
      const [, name = '', value = ''] = /^([^:]+):\s*(.*?)\n*$/s.exec(field) ?? [];
      const [first = '', ...more] = value.split('\n');
      const lines = [first, ...more.map((line) => line.slice(1).replace(/^\.$/, ''))];
      return [name, lines.join('\n').trimEnd()];
    }),
  );
}

function conffilesOf(control: string): string[] {
  const lines = readFileSync(join(control, 'conffiles'), 'utf8').split('\n');
  return lines.map((line) => line.trim());
}

/** What md5sum says of the files that dpkg-deb extracted. */
function md5sums(scratch: string): string {
  // A line may name a file that the package does not have, or have a blank after the name.
  const script = 'cd "$0/data" && md5sum --check --quiet --ignore-missing ../control/md5sums';
  return output('sh', ['-c', `(${script}) 2>&1; true`, scratch]).includes('FAILED')
    ? 'wrong'
    : 'right';
}
