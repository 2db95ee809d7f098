import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type MergeOptions, mergeRelease, release } from '../../src/release/index.ts';
import { fixedKey } from '../minisign/fixtures.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { contentOf, git, makeProject, problemsOf, SETTINGS, TARGETS, write } from './project.ts';

const root = scratchFolder();
const key = fixedKey(71);

/** A part made on a machine that has the programs of one target alone. */
async function part(cwd: string, target: string, only: string, selectors: readonly string[]) {
  const machine = join(root, `${target}-of-${cwd.slice(root.length + 1)}`);
  git(root, 'clone', '-q', cwd, machine);
  mkdirSync(join(machine, 'bin'));
  for (const one of TARGETS.filter((name) => name.startsWith(only))) {
    output('cp', ['-r', join(cwd, 'bin', one), join(machine, 'bin')]);
  }
  await release({ cwd: machine, env: {}, only: selectors, target: join(cwd, 'dist', target) });
  return `dist/${target}`;
}

async function parts(cwd: string): Promise<string[]> {
  return [
    await part(cwd, 'arm64', 'linux-arm64', ['linux/arm64']),
    await part(cwd, 'darwin', 'darwin-arm64', ['darwin']),
    await part(cwd, 'amd64', 'linux-amd64', ['amd64']),
  ];
}

const merge = (cwd: string, folders: readonly string[], options: MergeOptions = {}) =>
  mergeRelease(folders, { cwd, target: 'dist/merged', ...options });

async function refusal(cwd: string, folders: readonly string[]) {
  const found = await problemsOf(merge(cwd, folders));
  expect(existsSync(join(cwd, 'dist/merged'))).toBe(false);
  return found;
}

needs('git')('parts of a release', () => {
  test('make, together and in any order, the bytes of a single run', async () => {
    const cwd = makeProject(root);
    await release({ cwd, env: {}, key, target: 'dist/single' });
    const folders = await parts(cwd);
    const result = await merge(cwd, folders, { key });
    expect(result).toMatchObject({ isWhole: true, keyId: key.publicKey.keyId });
    const single = contentOf(join(cwd, 'dist/single'));
    expect(contentOf(join(cwd, 'dist/merged'))).toEqual(single);
    await merge(cwd, folders.reverse(), { key, target: 'dist/again' });
    expect(contentOf(join(cwd, 'dist/again'))).toEqual(single);
  });

  test('by format or name do as well, and may overlap', async () => {
    const cwd = makeProject(root);
    await release({ cwd, env: {}, target: 'dist/single' });
    const only = async (target: string, ...selectors: string[]) => {
      await release({ cwd, env: {}, only: selectors, target });
      return target;
    };
    const folders = [
      await only('dist/a', 'deb', 'lamp_1.2.3_x86_64.apk'),
      await only('dist/b', 'linux/arm64/apk', 'rpm', 'deb/amd64'),
      await only('dist/c', 'tarball'),
    ];
    await merge(cwd, folders);
    expect(contentOf(join(cwd, 'dist/merged'))).toEqual(contentOf(join(cwd, 'dist/single')));
  });

  test('hold their packages and what they say of them, no list and no signature', async () => {
    const cwd = makeProject(root);
    const result = await release({ cwd, env: {}, key, only: ['deb', 'darwin'], target: 'dist/a' });
    expect(result.isWhole).toBe(false);
    expect(result.keyId).toBeUndefined();
    expect(readdirSync(join(cwd, 'dist/a')).sort()).toEqual([
      'LICENSE',
      'lamp-v1.2.3-darwin-arm64.tar.gz',
      'lamp_1.2.3_amd64.deb',
      'lamp_1.2.3_arm64.deb',
      'release.json',
    ]);
  });

  test('are not made of nothing', async () => {
    const cwd = makeProject(root);
    await expect(release({ cwd, env: {}, only: ['deb', 'windows', 'rpm/darwin'] })).rejects.toThrow(
      /nothing of the release is windows, rpm\/darwin \(there is linux\/amd64\/deb, /,
    );
  });
});

needs('git')('no release is made of parts', () => {
  test('of which some are missing', async () => {
    const cwd = makeProject(root);
    const [, ...rest] = await parts(cwd);
    expect(await refusal(cwd, rest)).toEqual([
      'release_shards: no part has lamp-1.2.3-1.aarch64.rpm',
      'release_shards: no part has lamp-v1.2.3-linux-arm64.tar.gz',
      'release_shards: no part has lamp_1.2.3_aarch64.apk',
      'release_shards: no part has lamp_1.2.3_arm64.deb',
    ]);
  });

  test('of different versions, commits or settings', async () => {
    const cwd = makeProject(root);
    const [first = '', ...rest] = await parts(cwd);
    rmSync(join(cwd, first), { recursive: true });
    git(cwd, 'tag', 'v1.3.0');
    await release({ cwd, env: {}, only: ['arm64'], tag: 'v1.3.0', target: first });
    expect((await refusal(cwd, [first, ...rest])).slice(0, 3)).toEqual([
      'release_shards: dist/arm64 and dist/darwin differ in the version: 1.3.0 and 1.2.3',
      'release_shards: dist/arm64 and dist/darwin differ in the tag: v1.3.0 and v1.2.3',
      expect.stringMatching(/dist\/arm64 and dist\/darwin differ in the settings: /),
    ]);
    rmSync(join(cwd, first), { recursive: true });
    git(cwd, 'tag', '-d', 'v1.3.0');
    git(cwd, 'commit', '-q', '--allow-empty', '-m', 'more');
    git(cwd, 'tag', '-f', 'v1.2.3');
    await release({ cwd, env: {}, only: ['linux/arm64'], target: first });
    expect((await refusal(cwd, [first, ...rest]))[0]).toMatch(/differ in the commit: /);
    rmSync(join(cwd, first), { recursive: true });
    git(cwd, 'reset', '-q', '--hard', 'HEAD~1');
    git(cwd, 'tag', '-f', 'v1.2.3');
    write(cwd, 'jaco-pkg.yaml', SETTINGS.replace('git.example', 'hub.example'));
    git(cwd, 'update-index', '--assume-unchanged', 'jaco-pkg.yaml');
    await release({ cwd, env: {}, only: ['linux/arm64'], target: first });
    expect(await refusal(cwd, [first, ...rest])).toEqual(
      ['darwin', 'amd64'].flatMap((other) => [
        expect.stringMatching(`dist/arm64 and dist/${other} differ in the settings: `),
        `release_shards: dist/arm64 and dist/${other} differ in the repository: https://hub.example/lamp and https://git.example/lamp`,
      ]),
    );
  });

  test('that do not agree on a file', async () => {
    const cwd = makeProject(root);
    await release({ cwd, env: {}, only: ['linux'], target: 'dist/a' });
    write(cwd, 'bin/linux-amd64/lamp', 'another program\n');
    await release({ cwd, env: {}, only: ['darwin', 'amd64'], target: 'dist/b' });
    expect(await refusal(cwd, ['dist/a', 'dist/b'])).toEqual(
      [
        'lamp-1.2.3-1.x86_64.rpm',
        'lamp-v1.2.3-linux-amd64.tar.gz',
        'lamp_1.2.3_amd64.deb',
        'lamp_1.2.3_x86_64.apk',
      ].map((name) => `release_shards: ${name} is not the same in dist/a and dist/b`),
    );
  });

  test('that were damaged on the way', async () => {
    const cwd = makeProject(root);
    const folders = await parts(cwd);
    write(cwd, 'dist/amd64/lamp_1.2.3_amd64.deb', 'damaged');
    rmSync(join(cwd, 'dist/amd64/lamp_1.2.3_x86_64.apk'));
    expect(await refusal(cwd, folders)).toEqual([
      expect.stringContaining(
        'release_shards: dist/amd64/lamp_1.2.3_amd64.deb is not what was built',
      ),
      'release_shards: dist/amd64/lamp_1.2.3_x86_64.apk cannot be read: there is no such file',
    ]);
  });

  test('that are none', async () => {
    const cwd = makeProject(root);
    const [good = ''] = await parts(cwd);
    const manifest = JSON.parse(readFileSync(join(cwd, good, 'release.json'), 'utf8'));
    const spoilt: [string, unknown][] = [
      ['text', 'no JSON'],
      ['list', []],
      ['other', { ...manifest, kind: 'another thing' }],
      ['more', { ...manifest, more: 1 }],
      ['way', { ...manifest, files: [{ ...manifest.files[0], name: '../LICENSE' }] }],
      ['stranger', { ...manifest, files: [{ ...manifest.files[0], name: 'SHA256SUMS' }] }],
    ];
    for (const [name, value] of spoilt) {
      const text = name === 'text' ? 'no JSON' : JSON.stringify(value);
      write(cwd, `dist/${name}/release.json`, text);
    }
    const folders = ['dist/none', ...spoilt.slice(0, -1).map(([name]) => `dist/${name}`)];
    expect(await refusal(cwd, folders)).toEqual([
      'release_shards: dist/none is no part of a release: release.json cannot be read: there is no such file',
      'release_shards: it is no JSON',
      expect.stringContaining('release_shards: it is no part of a release: its keys'),
      expect.stringContaining('release_shards: it is no part of a release: kind'),
      expect.stringContaining('release_shards: it is no part of a release: its keys'),
      expect.stringContaining('release_shards: it is no part of a release: files.0.name'),
    ]);
    expect(await refusal(cwd, [good, 'dist/stranger'])).toContain(
      'release_shards: SHA256SUMS in dist/stranger is not of the release',
    );
    expect(await refusal(cwd, [])).toEqual(['usage: no part of a release is given']);
  });

  test('in the folder of one of them', async () => {
    const cwd = makeProject(root);
    const folders = await parts(cwd);
    await expect(merge(cwd, folders, { target: 'dist/amd64' })).rejects.toThrow(
      'the target is dist/amd64, a part of the release',
    );
    cpSync(join(cwd, 'LICENSE'), join(cwd, 'dist/other/notes'));
    await expect(merge(cwd, folders, { target: 'dist/other' })).rejects.toThrow('of no release');
  });
});
