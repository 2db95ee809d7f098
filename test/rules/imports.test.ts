import { describe, expect, test } from 'vitest';
import { roomOf, type SourceFile, sourceFiles } from './sources.ts';

/** A pure layout: no node: module, so no I/O, and no other format. */
const FORMAT = ['model', 'errors.ts', 'container'];
const FORMATS = ['apk', 'archlinux', 'deb', 'ipk', 'msix', 'rpm', 'tarball'];

/** What each room may import, besides itself: rooms, then modules. A new room needs a row. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  model: [],
  'errors.ts': ['model'],
  container: ['model'],

  apk: FORMAT,
  archlinux: FORMAT,
  deb: [...FORMAT, 'pako'],
  ipk: FORMAT,
  msix: FORMAT,
  rpm: FORMAT,
  tarball: FORMAT,
  'formats.ts': ['model', 'errors.ts', ...FORMATS],

  // Stages of the pipeline: none knows another's neighbours.
  'nfpm-config': [
    'model',
    'errors.ts',
    'node:child_process',
    'node:fs',
    'node:fs/promises',
    'node:module',
    'node:path',
    'yaml',
    'zod',
  ],
  // On top of nfpm-config, whose way to read a file and to check it are theirs too.
  extensions: ['model', 'errors.ts', 'nfpm-config', 'node:fs/promises', 'node:path', 'zod'],
  contents: [
    'model',
    'errors.ts',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:path/posix',
    'node:util',
  ],
  codec: [
    'model',
    'errors.ts',
    'container',
    'node:worker_threads',
    'node:zlib',
    'pako',
    '@bokuweb/zstd-wasm',
  ],
  ingest: [
    'model',
    'errors.ts',
    'codec',
    'node:crypto',
    'node:fs',
    'node:fs/promises',
    'node:os',
    'node:path',
  ],
  output: ['model', 'errors.ts', 'node:crypto', 'node:fs/promises', 'node:path'],
  sign: [
    'model',
    'errors.ts',
    'container',
    'node:child_process',
    'node:crypto',
    'node:fs/promises',
    'node:path',
    'node:stream',
    'node-forge',
    'openpgp',
  ],
  minisign: ['errors.ts', 'container', 'node:crypto', 'node:fs', 'node:fs/promises', 'node:path'],
  release: [
    'model',
    'errors.ts',
    'nfpm-config',
    'extensions',
    'formats.ts',
    'ingest',
    'minisign',
    'output',
    'pipeline.ts',
    'progress.ts',
    'project.ts',
    'sign',
    'version.ts',
    'node:child_process',
    'node:crypto',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:url',
    'node:util',
    'undici',
    'zod',
  ],
  publish: [
    'model',
    'errors.ts',
    'release',
    '@octokit/request',
    'node:crypto',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:stream',
    'node:timers/promises',
    'zod',
  ],
  upgrade: [
    'model',
    'errors.ts',
    'minisign',
    'output',
    'release',
    'node:child_process',
    'node:crypto',
    'node:fs',
    'node:fs/promises',
    'node:os',
    'node:path',
    'node:stream',
    'node:stream/promises',
    'node:timers/promises',
    'node:util',
    'node:zlib',
    'tar-stream',
  ],

  inspect: [
    'model',
    'errors.ts',
    'codec',
    'container',
    'ar-async',
    'diff',
    'fzstd',
    'node:buffer',
    'node:crypto',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:stream',
    'node:stream/web',
    'node:zlib',
    'openpgp',
    'pako',
    'tar-stream',
    'xz-decompress',
  ],

  // The pipeline, the library, the command line.
  'version.ts': ['node:module'],
  'packagers.ts': ['model', 'errors.ts', 'formats.ts', 'node:path'],
  'omissions.ts': ['model', 'errors.ts'],
  'progress.ts': ['model'],
  'target.ts': ['model', 'errors.ts', 'formats.ts', 'node:fs/promises', 'node:path'],
  'project.ts': ['errors.ts', 'nfpm-config', 'extensions'],
  'pipeline.ts': [
    'model',
    'errors.ts',
    'nfpm-config',
    'extensions',
    'contents',
    'ingest',
    'codec',
    'sign',
    'formats.ts',
    'omissions.ts',
  ],
  'build.ts': [
    'model',
    'errors.ts',
    'formats.ts',
    'ingest',
    'output',
    'sign',
    'pipeline.ts',
    'progress.ts',
    'project.ts',
    'target.ts',
    'node:path',
  ],
  'index.ts': [
    'model',
    'errors.ts',
    'nfpm-config',
    'extensions',
    'formats.ts',
    'packagers.ts',
    'progress.ts',
    'sign',
    'build.ts',
  ],
  cli: [
    'index.ts',
    'errors.ts',
    'inspect',
    'minisign',
    'publish',
    'release',
    'upgrade',
    'version.ts',
    'commander',
    'node:buffer',
    'node:child_process',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:readline/promises',
    'node:string_decoder',
    'node:tty',
    'node:util',
  ],
};

const files = sourceFiles('src');

describe('imports', () => {
  test('go only where the table lets them', () => {
    const strays = files.flatMap(({ path, imports }) => {
      const room = roomOf(path);
      const allowed = ALLOWED[room] ?? [];
      return imports
        .map((target) => (target.startsWith('src/') ? roomOf(target) : target))
        .filter((target) => target !== room && !allowed.includes(target))
        .map((target) => `${path} imports ${target}`);
    });
    expect(strays).toEqual([]);
  });

  test('are known for every room', () => {
    const rooms = [...new Set(files.map(({ path }) => roomOf(path)))];
    expect(rooms.filter((room) => ALLOWED[room] === undefined)).toEqual([]);
  });

  test('give a format no way to read or write', () => {
    const modules = FORMATS.flatMap((format) => ALLOWED[format] ?? ['no row']);
    expect([...new Set(modules)].sort()).toEqual([...FORMAT, 'pako'].sort());
  });

  test('make no cycle', () => {
    expect(findCycle(files)).toBeUndefined();
  });

  test('name files with their ending', () => {
    const bare = files.flatMap(({ path, imports }) =>
      imports
        .filter((target) => target.startsWith('src/') && !target.endsWith('.ts'))
        .map((target) => `${path}: ${target}`),
    );
    expect(bare).toEqual([]);
  });
});

describe('the search for cycles', () => {
  const file = (path: string, ...imports: string[]): SourceFile => ({ path, text: '', imports });

  test('finds one', () => {
    const cycle = findCycle([file('a', 'b'), file('b', 'c'), file('c', 'd', 'b'), file('d')]);
    expect(cycle).toEqual(['b', 'c', 'b']);
  });

  test('takes a diamond for what it is', () => {
    const diamond = [file('a', 'b', 'c'), file('b', 'd'), file('c', 'd'), file('d')];
    expect(findCycle(diamond)).toBeUndefined();
  });
});

/** The files of one cycle, or undefined. */
function findCycle(all: readonly SourceFile[]): string[] | undefined {
  const targets = new Map(all.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const target of targets.get(path) ?? []) {
      const cycle = targets.has(target) ? visit(target, [...trail, path]) : undefined;
      if (cycle) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const { path } of all) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return undefined;
}
