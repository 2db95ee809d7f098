// Packages that are tar archives at heart, as GNU tar and their own programs see them.
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InspectedPackage } from '../../../src/inspect/index.ts';
import { output, run } from '../../support/tools.ts';
import {
  addControlFiles,
  addEntries,
  type EntryFacts,
  type Facts,
  type Kind,
  ourChecks,
  ourEntries,
} from './facts.ts';
import { digestsOf, tarEntries } from './tar.ts';

/** A tarball's entries. */
export const TARBALL: Kind = {
  name: 'tarball',
  by: 'tar',
  needs: ['tar', 'sha256sum'],
  ending: /(?<!\.pkg|\.src)\.(tar(\.\w+)?|tgz)$/,
  ours: (read) => withEntries(new Map(), ourEntries(read)),
  theirs: (path, scratch) => withEntries(new Map(), tarEntries(join(scratch, 'data'), path)),
};

/** An apk: its sections are gzip members of one archive. */
export const APK: Kind = {
  name: 'apk',
  by: 'apk, tar',
  needs: ['apk', 'gzip', 'tar', 'sha256sum'],
  ending: /\.apk$/,
  ours: (read) =>
    withEntries(new Map([['checks', ourChecks(read)], ...ourControl(read)]), ourEntries(read)),
  theirs(path, scratch) {
    const archive = join(scratch, 'all.tar');
    output('sh', ['-c', 'gzip -dc "$0" > "$1"', path, archive]);
    const folder = join(scratch, 'data');
    const all = tarEntries(folder, archive, '--ignore-zeros');
    const { status } = run('apk', ['verify', '--allow-untrusted', path]);
    const facts: Facts = new Map([['checks', status === 0 ? 'right' : 'wrong']]);
    const about = all.filter(({ path: at }) => APK_CONTROL.test(at)).map(({ path: at }) => at);
    addControlFiles(
      facts,
      about.map((at) => [at.slice(1), readFileSync(join(folder, at))]),
    );
    return withEntries(
      facts,
      all.filter(({ path: at }) => !APK_CONTROL.test(at) && !at.startsWith('/.SIGN.')),
    );
  },
};

const APK_CONTROL = /^\/\.(PKGINFO|(pre|post)-[a-z]+|trigger|melange\.yaml)$/;

/** An ipk: archives in an archive. */
export const IPK: Kind = {
  name: 'ipk',
  by: 'tar',
  needs: ['tar', 'sha256sum'],
  ending: /\.ipk$/,
  ours: (read) => withEntries(new Map(ourControl(read)), ourEntries(read)),
  theirs(path, scratch) {
    output('tar', ['-xf', path, '-C', scratch]);
    const control = join(scratch, 'control');
    tarEntries(control, join(scratch, 'control.tar.gz'));
    const facts: Facts = new Map();
    addControlFiles(
      facts,
      readdirSync(control).map((name) => [name, readFileSync(join(control, name))]),
    );
    return withEntries(facts, tarEntries(join(scratch, 'data'), join(scratch, 'data.tar.gz')));
  },
};

function ourControl({ controlFiles }: InspectedPackage): Facts {
  const facts: Facts = new Map();
  addControlFiles(
    facts,
    controlFiles.map(({ name, bytes }) => [name, bytes]),
  );
  return facts;
}

function withEntries(facts: Facts, entries: readonly EntryFacts[]): Facts {
  addEntries(facts, entries);
  return facts;
}

/** What pacman prints of a package, and what we have for it. */
const PACMAN = {
  Name: 'name',
  Version: 'version',
  Description: 'summary',
  Architecture: 'arch',
  URL: 'homepage',
  Packager: 'maintainer',
} as const;

const PACMAN_LISTS = {
  'Depends On': 'depends',
  Provides: 'provides',
  'Conflicts With': 'conflicts',
  Replaces: 'replaces',
} as const;

const ARCH_CONTROL = /^\/\.[A-Z]+$/;

/** A package for pacman, by pacman and by GNU tar. */
export const ARCHLINUX: Kind = {
  name: 'archlinux',
  by: 'pacman, tar',
  needs: ['pacman', 'tar', 'sha256sum'],
  ending: /\.pkg\.tar(\.\w+)?$/,
  ours(read) {
    const facts: Facts = new Map([['checks', ourChecks(read)], ...ourControl(read)]);
    for (const [name, key] of Object.entries(PACMAN)) facts.set(name, read.metadata[key]);
    for (const [name, kind] of Object.entries(PACMAN_LISTS)) {
      facts.set(name, read.relations[kind].join(' '));
    }
    return withEntries(facts, ourEntries(read));
  },
  theirs(path, scratch) {
    const folder = join(scratch, 'data');
    const all = tarEntries(folder, path);
    const facts: Facts = new Map([['checks', 'right']]);
    for (const line of output('pacman', ['-Qip', path], { env: { COLUMNS: '100000' } }).split(
      '\n',
    )) {
      const [, name = '', value = ''] = /^(.*?)\s+: (.*)$/.exec(line) ?? [];
      const text = value === 'None' ? '' : value;
      if (name in PACMAN) facts.set(name, text);
      else if (name in PACMAN_LISTS) facts.set(name, text.split(/\s+/).join(' '));
    }
    const about = all.filter((entry) => ARCH_CONTROL.test(entry.path));
    addControlFiles(
      facts,
      about.map(({ path: at }) => [at.slice(1), readFileSync(join(folder, at))]),
    );
    return withEntries(
      facts,
      all.filter((entry) => !ARCH_CONTROL.test(entry.path)),
    );
  },
};

/** Paths and content of an msix, as makemsix unpacks it. */
export const MSIX: Kind = {
  name: 'msix',
  by: 'makemsix',
  needs: ['makemsix', 'sha256sum'],
  ending: /\.(msix|appx)$/,
  ours(read) {
    const facts: Facts = ourControl(read);
    // makemsix keeps it to itself.
    facts.delete('control.[Content_Types].xml');
    facts.set('checks', ourChecks(read));
    for (const { path, type, digests } of read.entries) {
      if (type === 'file') facts.set(path, digests.sha256 ?? 'missing');
    }
    return facts;
  },
  theirs(path, scratch) {
    const folder = join(scratch, 'data');
    mkdirSync(folder);
    output('makemsix', ['unpack', '-p', path, '-d', folder, '-ss', '-ac']);
    const facts: Facts = new Map([['checks', 'right']]);
    const about = MSIX_CONTROL.filter((name) => existsSync(join(folder, name)));
    addControlFiles(
      facts,
      about.map((name) => [name, readFileSync(join(folder, name))]),
    );
    for (const [at, sha256] of digestsOf(folder)) {
      if (!MSIX_CONTROL.includes(at.slice(1))) facts.set(at, sha256);
    }
    return facts;
  },
};

const MSIX_CONTROL = [
  'AppxManifest.xml',
  'AppxBlockMap.xml',
  'AppxSignature.p7x',
  'AppxMetadata/CodeIntegrity.cat',
];
