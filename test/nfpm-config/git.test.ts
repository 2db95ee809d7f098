import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { formatProblem } from '../../src/errors.ts';
import { describeCheckout, parseDescription } from '../../src/nfpm-config/git.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { configText, messagesOf, recipeText } from './support.ts';

const HASH = '0123456789abcdef0123456789abcdef01234567';

test.each([
  [`v1.2.3-0-g${HASH}`, { tag: 'v1.2.3', commits: 0, commit: HASH }],
  [`v1.2.3-rc.1-14-g${HASH}`, { tag: 'v1.2.3-rc.1', commits: 14, commit: HASH }],
  [HASH, { tag: undefined, commits: 0, commit: HASH }],
  ['', { tag: undefined, commits: 0, commit: '' }],
])('%j', (text, description) => {
  expect(parseDescription(text)).toEqual(description);
});

needs('git')('PACKAGE_VERSION from a checkout', () => {
  const cwd = scratchFolder();
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@b.example'];
  const git = (...args: string[]) => output('git', [...identity, ...args], { cwd }).trim();
  const commit = () => git('commit', '-q', '--allow-empty', '-m', 'x');
  const version = (env = {}) => {
    const recipe = recipeText('version: $PACKAGE_VERSION\n', 'deb', { cwd, env });
    const { version: numbers, prerelease, metadata } = recipe.version;
    return [numbers, prerelease, metadata];
  };
  const short = () => git('rev-parse', 'HEAD').slice(0, 7);

  beforeAll(() => {
    git('init', '-q');
  });

  test('without a commit, without a tag, on a tag, after it', () => {
    expect(version()).toEqual(['0.0.0', 'dev', '']);
    commit();
    expect(version()).toEqual(['0.0.0', 'dev', `g${short()}`]);
    git('tag', 'nightly');
    expect(version()).toEqual(['0.0.0', 'dev', `g${short()}`]);
    git('tag', 'v1.2.3');
    expect(version()).toEqual(['1.2.3', '', '']);
    commit();
    commit();
    expect(version()).toEqual(['1.2.3', '', `2.g${short()}`]);
    git('tag', '-a', '-m', 'x', '1.3.0-rc.1');
    expect(version()).toEqual(['1.3.0', 'rc.1', '']);
    commit();
    expect(version()).toEqual(['1.3.0', 'rc.1', `1.g${short()}`]);
  });

  test('is asked for only where it is needed', () => {
    expect(version({ PACKAGE_VERSION: '7.0.0' })).toEqual(['7.0.0', '', '']);
    expect(recipeText('version: 1.0.0\n', 'deb', { cwd: '/nowhere' }).version.version).toBe(
      '1.0.0',
    );
  });

  test('is warned of in a shallow clone without its tag, and without a commit', () => {
    const clone = scratchFolder();
    output('git', ['clone', '-q', '--depth=1', '--no-tags', `file://${cwd}`, clone], { cwd });
    const warnings = (folder: string, env = {}, text = '$PACKAGE_VERSION') =>
      configText(`name: foo\nversion: ${text}\n`, { cwd: folder, env }).warnings;
    expect(warnings(clone).map(formatProblem)).toEqual([
      'nfpm.yaml:2:10 version: the version is 0.0.0, as git describe finds no tag in a shallow clone (fetch the tags (fetch-depth: 0 in CI, or git fetch --unshallow --tags), or set PACKAGE_VERSION)',
    ]);
    expect(warnings(clone)).toMatchObject([{ code: 'version_untagged' }]);
    expect(warnings(clone, {}, '1.0.0-$PACKAGE_ARCH')).toEqual([]);
    expect(warnings(clone, { PACKAGE_VERSION: 'v2.0.0' })).toEqual([]);
    expect(warnings(cwd)).toEqual([]);
    const own = scratchFolder();
    expect(warnings(own).map(formatProblem)).toEqual([
      'nfpm.yaml:2:10 version: the version is 0.0.0, as there is no git checkout with a commit, or no git, to take it from (set PACKAGE_VERSION)',
    ]);
    output('git', ['init', '-q'], { cwd: own });
    expect(warnings(own)).toMatchObject([{ code: 'version_untagged' }]);
    output('git', [...identity, 'commit', '-q', '--allow-empty', '-m', 'x'], { cwd: own });
    expect(warnings(own)).toEqual([]);
    output('git', ['fetch', '-q', '--unshallow', '--tags'], { cwd: clone });
    expect(warnings(clone)).toEqual([]);
  });

  test('outside of a checkout there is none', () => {
    const folder = scratchFolder();
    expect(describeCheckout(folder)).toEqual({ tag: undefined, commits: 0, commit: '' });
    expect(describeCheckout(join(folder, 'missing'))).toMatchObject({ tag: undefined, commit: '' });
  });

  test('a checkout that git cannot read is an error', () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, '.git'));
    writeFileSync(join(folder, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    mkdirSync(join(folder, '.git', 'objects'));
    mkdirSync(join(folder, '.git', 'refs'));
    writeFileSync(join(folder, '.git', 'config'), '[core\n');
    const action = () => recipeText('version: $PACKAGE_VERSION\n', 'deb', { cwd: folder });
    expect(messagesOf(action)).toEqual([
      expect.stringMatching(
        /^PACKAGE_VERSION is not set, and git describe fails: .*config.* \(set /,
      ),
    ]);
  });
});
