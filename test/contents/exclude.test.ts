import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Content, Exclude } from '../../src/model/recipe.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { expandIn, layOut, paths } from './disk.ts';

const folder = scratchFolder();

function excludes(...patterns: string[]): { readonly exclude: readonly Exclude[] } {
  const places = patterns.map((_, i) => ({ file: 'jaco-pkg.yaml', key: `exclude[${i}]` }));
  return { exclude: patterns.map((pattern, i) => ({ pattern, place: places[i] ?? {} })) };
}

const tree = layOut(join(folder, 'tree'), {
  'app/app.js': '',
  'app/app.js.map': '',
  'app/lib/deep/x.map': '',
  'app/lib/x.js': '',
  'app/test/data/kept': '',
  'app/test/x.test.js': '',
  'app/links/': '',
  'app/test.d/x': '',
});

const asTree: Partial<Content> = { type: 'tree', src: 'app', dst: '/usr/share/app' };

describe('a tree', () => {
  test.each<[patterns: string[], left: string[]]>([
    [
      [],
      [
        'app.js',
        'app.js.map',
        'lib/deep/x.map',
        'lib/x.js',
        'test.d/x',
        'test/data/kept',
        'test/x.test.js',
      ],
    ],
    [['*.map'], ['app.js', 'lib/x.js', 'test.d/x', 'test/data/kept', 'test/x.test.js']],
    [
      ['test/', '*.map'],
      ['app.js', 'lib/x.js', 'test.d/x'],
    ],
    [
      ['test*/', '*.map'],
      ['app.js', 'lib/x.js'],
    ],
    [
      ['/usr/share/app/lib', 'test*'],
      ['app.js', 'app.js.map'],
    ],
    [
      ['usr/share/*/lib', 'test*'],
      ['app.js', 'app.js.map'],
    ],
    [
      ['**/deep', 'test*', '*.map'],
      ['app.js', 'lib/x.js'],
    ],
    [
      ['/usr/**/x.map', 'test*'],
      ['app.js', 'app.js.map', 'lib/x.js'],
    ],
    [['*', '!app.js', '!lib/'], ['app.js']],
    [['*.{map,js}'], ['test.d/x', 'test/data/kept']],
    // What is below a folder that is left out cannot be taken back.
    [
      ['test/', '!kept', '*.map', 'test.d'],
      ['app.js', 'lib/x.js'],
    ],
    // What contents names itself stays, whatever its name.
    [['app', 'share', 'usr/', '/usr/share/app/', 'x*', 'test*', '*.map'], ['app.js']],
  ])('without %j', async (patterns, left) => {
    const { entries } = await expandIn(tree, [asTree], excludes(...patterns));
    const files = entries.filter(({ type }) => type === 'file').map(({ path }) => path);
    expect(files).toEqual(left.map((name) => `/usr/share/app/${name}`));
  });

  test('keeps folders that are empty now, but not those left out', async () => {
    expect(await paths(tree, [asTree], excludes('test*', 'x*', '*.map'))).toEqual([
      '/usr/share/app/',
      '/usr/share/app/app.js',
      '/usr/share/app/lib/',
      '/usr/share/app/lib/deep/',
      '/usr/share/app/links/',
    ]);
  });

  needs('mkfifo').test('is not gone through where it is left out', async () => {
    const cwd = mkdtempSync(join(folder, 'pipe-'));
    layOut(cwd, { 'app/socket/a': '', 'app/b': '' });
    output('mkfifo', [join(cwd, 'app/socket/pipe')]);
    await expect(expandIn(cwd, [asTree])).rejects.toThrow('a named pipe');
    expect(await paths(cwd, [asTree], excludes('socket'))).toEqual([
      '/usr/share/app/',
      '/usr/share/app/b',
    ]);
  });
});

describe('files of a glob and of a folder', () => {
  test('are left out by where they go', async () => {
    const glob = { src: 'app/**/*.{js,map}', dst: '/opt/app' };
    expect(await paths(tree, [glob], excludes('/opt/app/lib', 'test'))).toEqual([]);
    const wide = { src: 'app/*', dst: '/opt/app' };
    expect(await paths(tree, [wide], excludes('/opt/app/lib', 'test', 'test.d'))).toEqual([
      '/opt/app/app.js',
      '/opt/app/app.js.map',
    ]);
    const inFolder = { src: 'app/', dst: '/opt/app' };
    expect(await paths(tree, [inFolder], excludes('*.map', 'test*'))).toEqual([
      '/opt/app/app.js',
      '/opt/app/lib/x.js',
    ]);
  });

  test('keep the places they would have had with the others', async () => {
    const glob = { src: 'app/{lib,test}/**', dst: '/opt' };
    expect(await paths(tree, [glob], excludes('/opt/test', 'deep'))).toEqual(['/opt/lib/x.js']);
  });
});

test('what an item names itself is never left out', async () => {
  const item = { src: 'app/app.js.map', dst: '/opt/app.js.map' };
  const { entries, unusedExcludes } = await expandIn(tree, [item], excludes('*.map'));
  expect(entries.map(({ path }) => path)).toContain('/opt/app.js.map');
  expect(unusedExcludes.map(({ pattern }) => pattern)).toEqual(['*.map']);
});

test('patterns that do nothing are told apart', async () => {
  const patterns = ['*.map', '*.none', '/usr/share/app', '!kept', '!x.map', 'lib/nothing'];
  const { unusedExcludes } = await expandIn(tree, [asTree], excludes(...patterns));
  expect(unusedExcludes.map(({ pattern }) => pattern)).toEqual([
    '*.none',
    '/usr/share/app',
    '!kept',
    'lib/nothing',
  ]);
});

test('a pattern that is none is refused, with its place', async () => {
  await expect(expandIn(tree, [asTree], excludes('a', 'x[y'))).rejects.toMatchObject({
    problems: [{ code: 'config_value', place: { key: 'exclude[1]' } }],
  });
});

needs('git').test('what is left is what git does not ignore', async () => {
  const name = fc.constantFrom('a', 'b', 'ab', 'ba');
  const files = fc.uniqueArray(
    fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/')),
    { minLength: 3, maxLength: 12 },
  );
  const part = fc.constantFrom('a', 'b', 'ab', '*', '?', '**', 'a*', '*b', '[ab]', '[!a]', '\\a');
  const pattern = fc
    .tuple(
      fc.constantFrom('', '', '!'),
      fc.constantFrom('', '/'),
      fc.array(part, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '', '/'),
    )
    .map(([negation, start, parts, end]) => negation + start + parts.join('/') + end);
  const patterns = fc.array(pattern, { minLength: 1, maxLength: 4 });
  const repository = join(folder, 'repository');
  output('git', ['init', '-q', '--bare', repository]);
  const git = [`--git-dir=${repository}`, '--work-tree=.', '-c', 'core.bare=false'];
  await fc.assert(
    fc.asyncProperty(files, patterns, async (all, chosen) => {
      const cwd = mkdtempSync(join(folder, 'git-'));
      const possible = all.filter((one) => !all.some((other) => other.startsWith(`${one}/`)));
      layOut(cwd, Object.fromEntries(possible.map((path) => [`tree/${path}`, ''])));
      writeFileSync(join(cwd, 'ignored'), chosen.join('\n'));
      const listed = output('git', [...git, 'ls-files', '-o', '-z', '-X', '../ignored'], {
        cwd: join(cwd, 'tree'),
      });
      const everything: Partial<Content> = { type: 'tree', src: 'tree', dst: '/' };
      const { entries } = await expandIn(cwd, [everything], excludes(...chosen));
      const left = entries.flatMap(({ type, path }) => (type === 'file' ? path.slice(1) : []));
      expect(left.sort()).toEqual(listed.split('\0').filter(Boolean).sort());
    }),
    { numRuns: 60 },
  );
});
