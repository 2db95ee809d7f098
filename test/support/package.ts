import type { DirEntry, FileEntry, SymlinkEntry } from '../../src/model/entry.ts';
import type { FormatName, Package, Script } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { source } from './kit.ts';

/** The time of everything in these packages, unless a test says otherwise. */
export const TIME = 1_700_000_000;

/** A small package of a format; `change` replaces what a test is about. */
export function packageOf(format: FormatName, change: Partial<Package> = {}): Package {
  return {
    format,
    name: 'sundial',
    arch: 'amd64',
    archOverride: '',
    platform: 'linux',
    version: { epoch: '', version: '1.2.3', prerelease: '', metadata: '', release: '' },
    section: 'utils',
    priority: 'optional',
    maintainer: 'Sun Dial <sun@dial.example>',
    description: 'Tells the time by daylight',
    vendor: 'Dial Works',
    homepage: 'https://dial.example',
    license: 'MIT',
    relations: {
      depends: [],
      recommends: [],
      suggests: [],
      conflicts: [],
      replaces: [],
      provides: [],
    },
    scripts: {},
    changelog: [],
    time: TIME,
    compression: { name: 'gzip', level: 6 },
    deb: { archVariant: '', breaks: [], predepends: [], fields: {}, triggers: [] },
    rpm: {
      buildHost: '',
      group: '',
      summary: '',
      packager: '',
      prefixes: [],
      requires: { pretrans: [], pre: [], post: [], preun: [], postun: [], posttrans: [] },
      supplements: [],
      enhances: [],
      triggers: [],
      fileTriggers: [],
      interpreters: {},
      capabilities: {},
    },
    archlinux: { pkgbase: '', packager: '', optdepends: [] },
    ipk: {
      abiVersion: '',
      autoInstalled: false,
      essential: false,
      predepends: [],
      tags: [],
      fields: {},
      alternatives: [],
    },
    locate: (key) => ({ file: 'nfpm.yaml', key }),
    ...change,
  };
}

export function script(text: string): Script {
  return { name: 'script.sh', bytes: Buffer.from(text), place: { file: 'nfpm.yaml' } };
}

export function file(
  path: string,
  content: string | Uint8Array,
  change: Partial<FileEntry<Source>> = {},
): FileEntry<Source> {
  const body = source(content, path);
  const of = { type: 'file', role: 'plain', lang: '', size: body.size, body } as const;
  return { ...root(path, 0o644), ...of, ...change };
}

export function dir(path: string, change: Partial<DirEntry> = {}): DirEntry {
  return { ...root(path, 0o755), type: 'dir', implicit: false, ...change };
}

export function symlink(
  path: string,
  target: string,
  change: Partial<SymlinkEntry> = {},
): SymlinkEntry {
  return { ...root(path, 0o777), type: 'symlink', target, ...change };
}

function root(path: string, mode: number) {
  const place = { file: 'nfpm.yaml', key: `contents(${path})` };
  return { path, mode, owner: 'root', group: 'root', mtime: TIME, place };
}
