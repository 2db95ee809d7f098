import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../support/tools.ts';
import { complaints, expandIn, layOut, paths, rows } from './disk.ts';

const folder = layOut(scratchFolder(), {
  'man/otter.1': '',
  'man/otter-dam.1': '',
  'man/otter.5': '',
  'solo/one.txt': '',
  'data/top.dat': '',
  'data/a/mid.dat': '',
  'data/a/b/low.dat': '',
  'deep/er/x.dat': '',
  'deep/er/still/y.dat': '',
  'conf/north.ini': '',
  'conf/south.ini': '',
  'left/side.txt': '',
  'right/side.txt': '',
  'pack1/p.txt': '',
  'pack2/sub/q.txt': '',
  'hollow/': '',
  'odd/report[1].txt': '',
  'odd/set{a,b}.txt': '',
  'odd/dir[x]/inner': '',
  'odd/.hidden': '',
  'odd/naïve café': '',
});

describe('src and dst', () => {
  test.each<[what: string, src: string, dst: string, expected: string[]]>([
    ['a file', 'solo/one.txt', '/opt/x', ['/opt/x']],
    ['a file into a folder', './solo/one.txt', '/opt/', ['/opt/one.txt']],
    ['a file, a slash behind it', 'solo/one.txt/', '/opt/x', ['/opt/x']],
    ['a file into the root', 'solo/one.txt', '/', ['/one.txt']],
    ['a way round', 'solo/../man//otter.1', '/o', ['/o']],
    ['one level', 'man/*.1', '/usr/man/', ['/usr/man/otter-dam.1', '/usr/man/otter.1']],
    ['without a slash', 'man/*.5', '/usr/man', ['/usr/man/otter.5']],
    ['every level but none', 'data/**/*.dat', '/d', ['/d/b/low.dat', '/d/mid.dat']],
    ['flattened', 'data/**.dat', '/d/', ['/d/low.dat', '/d/mid.dat', '/d/top.dat']],
    ['a common parent', 'deep/**/*.dat', '/d', ['/d/still/y.dat', '/d/x.dat']],
    ['alternatives', 'conf/{north,east}.ini', '/c/', ['/c/north.ini']],
    [
      'alternative folders',
      '{left,right}/side.txt',
      '/s',
      ['/s/left/side.txt', '/s/right/side.txt'],
    ],
    ['matching folders', 'pack*', '/p', ['/p/pack1/p.txt', '/p/pack2/sub/q.txt']],
    ['a slash behind a pattern', 'pack?/', '/p/', ['/p/p.txt', '/p/q.txt']],
    ['a folder', 'deep', '/e', ['/e/er/still/y.dat', '/e/er/x.dat']],
    ['a folder, a slash behind it', 'deep/', 'e', ['/e/er/still/y.dat', '/e/er/x.dat']],
    ['a folder flattened', './deep/', '/e/', ['/e/x.dat', '/e/y.dat']],
    ['a class', 'odd/[.]*', '/o/', ['/o/.hidden']],
    ['a dot is nothing special', 'odd/*d*n*', '/o/', ['/o/.hidden']],
    ['escapes', 'odd/report\\[1\\].txt', '/o', ['/o/report[1].txt']],
  ])('%s: %s to %s', async (_what, src, dst, expected) => {
    expect(await paths(folder, [{ src, dst }])).toEqual(expected);
  });

  test('absolute ones, and ones above the folder', async () => {
    const dst = '/d/';
    expect(await paths(folder, [{ src: `${folder}/man/*.5`, dst }])).toEqual(['/d/otter.5']);
    expect(await paths(`${folder}/man`, [{ src: '../solo/*', dst }])).toEqual(['/d/one.txt']);
    expect(await paths(`${folder}/man`, [{ src: '../solo/one.txt', dst: '/d' }])).toEqual(['/d']);
  });

  test('are literal with disable_globbing', async () => {
    const contents = [
      { src: 'odd/report[1].txt', dst: '/o/report[1].txt' },
      { src: 'odd/set{a,b}.txt', dst: '/o/into/' },
      { src: 'odd/dir[x]', dst: '/o/dir' },
    ];
    expect(await paths(folder, contents, { globbing: false })).toEqual([
      '/o/dir/inner',
      '/o/into/set{a,b}.txt',
      '/o/report[1].txt',
    ]);
  });

  test('keep the role of their type, and say where each file is from', async () => {
    expect(
      await rows(folder, [
        { src: 'conf/*', dst: '/etc/', type: 'config|noreplace' },
        { src: 'odd/naïve café', dst: '/etc/é', type: 'config' },
        { src: 'man/otter.1', dst: '/x', type: 'config|missingok' },
      ]),
    ).toEqual([
      '0755 root:root /etc/ (implicit)',
      '0644 root:root /etc/north.ini = conf/north.ini (config|noreplace)',
      '0644 root:root /etc/south.ini = conf/south.ini (config|noreplace)',
      '0644 root:root /etc/é = odd/naïve café (config)',
      '0644 root:root /x = man/otter.1 (config|missingok)',
    ]);
  });
});

test('an input tells what ingest needs to find and to recognize it', async () => {
  const files = layOut(scratchFolder(), { a: 'four', b: 'else' });
  spawnSync('ln', ['a', 'hard'], { cwd: files });
  const { entries } = await expandIn(files, [{ src: '*', dst: '/' }]);
  const [a, b, hard] = entries.map((entry) =>
    entry.type === 'file' && entry.body.kind === 'disk' ? entry.body : undefined,
  );
  expect(a).toMatchObject({ path: `${files}/a`, name: 'a', size: 4, mtimeMs: 1_600_000_000_000 });
  expect(hard?.identity).toBe(a?.identity);
  expect(b?.identity).not.toBe(a?.identity);
});

describe('nothing to pack', () => {
  test.each([
    ['docs/*.html', 'the pattern docs/*.html matches no file (relative patterns start at '],
    ['man/*.x', 'the pattern man/*.x matches no file'],
    ['man/otter.1/*', 'the pattern man/otter.1/* matches no file'],
    ['odd/report[1].txt', 'is there: set disable_globbing'],
    ['hollow', 'the folder hollow holds no files (for folders themselves, use type tree'],
  ])('%s', async (src, message) => {
    const [complaint] = await complaints(folder, [{ src, dst: '/x' }]);
    expect(complaint).toContain(`content_glob_no_match nfpm.yaml:10 contents[0]: `);
    expect(complaint).toContain(message);
  });

  test.each([
    ['build/output/tool', 'there is no folder build either; relative paths start at'],
    ['man/oter.1', 'did you mean man/otter.1?'],
    ['Solo/one.txt', 'there is no folder Solo either'],
    ['soloo', 'did you mean solo? relative paths start at'],
    ['utterly-different', 'relative paths start at'],
    ['man/otter.1/x', 'does not exist'],
    ['', 'src is empty'],
  ])('%j', async (src, message) => {
    const [complaint] = await complaints(folder, [{ src, dst: '/x' }]);
    expect(complaint).toContain(`content_missing nfpm.yaml:10 contents[0]: ${src}`);
    expect(complaint).toContain(message);
  });

  test('several items are reported together, in their order', async () => {
    const found = await complaints(folder, [
      { src: 'gone', dst: '/a' },
      { src: 'man/[', dst: '/b' },
      { src: 'man/*', dst: '/c' },
      { src: 'none*', dst: '/d' },
      { src: 'man/otter.1', dst: '/../e' },
    ]);
    expect(found.map((text) => text.split(' ', 2).join(' '))).toEqual([
      'content_missing nfpm.yaml:10',
      'config_value nfpm.yaml:20',
      'content_glob_no_match nfpm.yaml:40',
      'content_path nfpm.yaml:50',
    ]);
  });
});

describe('data in memory', () => {
  const data = Buffer.from('made up\n');

  test('needs no disk, and is 0644', async () => {
    const { entries, pkg } = await expandIn('/nowhere', [
      { data, dst: '/etc/made.conf', type: 'config' },
      { data, src: 'name', dst: '/opt/', mode: 0o755, owner: 'a', group: 'b' },
    ]);
    expect(entries.filter(({ type }) => type === 'file')).toEqual([
      expect.objectContaining({
        path: '/etc/made.conf',
        mode: 0o644,
        size: 8,
        role: 'config',
        body: { kind: 'memory', name: '/etc/made.conf', bytes: data },
      }),
      expect.objectContaining({ path: '/opt/name', mode: 0o755, owner: 'a', group: 'b' }),
    ]);
    expect(pkg.name).toBe('sundial');
  });

  test('needs a name', async () => {
    expect(await complaints('/nowhere', [{ data, dst: '/opt/' }])).toEqual([
      expect.stringContaining('content_path'),
    ]);
  });
});

describe('against the globbing of bash', () => {
  const names = ['a', 'b', 'ab', 'ba.x', '.c', 'a b', 'x-y', 'é'];
  const tree = layOut(
    scratchFolder(),
    Object.fromEntries(
      names.flatMap((name) => [
        [`${name}.txt`, ''],
        ...names.map((inner) => [`d${name}/${inner}`, '']),
      ]),
    ),
  );

  test.each([
    '*.txt',
    '?.txt',
    'd*/?',
    'd[ab]/*',
    'd?/a*',
    '{a,b,zz}.txt',
    'd{a,b}/{a,.c}',
    'd*/*[bx]',
    'da b/*',
    'd*/[!a]',
    '*/.c',
  ])('%s', async (pattern) => {
    const listed = spawnSync(
      'bash',
      ['-O', 'dotglob', '-O', 'nullglob', '-c', `printf '%s\\n' ${pattern.replaceAll(' ', '\\ ')}`],
      { cwd: tree, encoding: 'utf8', env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } },
    ).stdout;
    const { entries } = await expandIn(tree, [{ src: pattern, dst: '/r' }]);
    const taken = entries.flatMap((entry) => (entry.type === 'file' ? entry.body.name : []));
    const expected = listed.split('\n').filter((name) => name !== '' && name !== 'zz.txt');
    expect(taken.sort()).toEqual(expected.sort());
    expect(taken.length).toBeGreaterThan(0);
  });
});
