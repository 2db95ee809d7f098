import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { JacoPkgError } from '../../src/errors.ts';
import { type ReleaseOptions, release } from '../../src/release/index.ts';
import { fixedKey } from '../minisign/fixtures.ts';
import { needs, scratchFolder } from '../support/tools.ts';
import { contentOf, git, makeProject, NFPM, problemsOf, SETTINGS, write } from './project.ts';

const root = scratchFolder();
const key = fixedKey(62);

const make = (cwd: string, options: ReleaseOptions = {}) => release({ cwd, env: {}, ...options });

needs('git')('no release is made', () => {
  const refused = async (cwd: string, options: ReleaseOptions = {}) => {
    const found = await problemsOf(make(cwd, options));
    expect(existsSync(join(cwd, 'dist'))).toBe(false);
    return found;
  };

  test('of a commit without a tag, or of none', async () => {
    const cwd = makeProject(root, {}, '');
    git(cwd, 'tag', 'nightly');
    expect(await refused(cwd)).toEqual([
      expect.stringMatching(/^release_checkout: the commit \w{12} has no tag that is a version$/),
    ]);
    rmSync(join(cwd, '.git'), { recursive: true });
    git(cwd, 'init', '-q');
    expect(await refused(cwd)).toEqual([
      'release_checkout: there is no commit to release',
      'release_checkout: there is no commit to take the time from',
    ]);
  });

  test('with uncommitted changes, unless they are allowed', async () => {
    const cwd = makeProject(root);
    write(cwd, 'LICENSE', 'Do not.\n');
    git(cwd, 'mv', 'jaco-pkg.yaml', 'other.yaml');
    for (const name of ['a', 'b', 'c', 'd']) write(cwd, name, '');
    expect(await refused(cwd)).toEqual([
      'release_checkout: there are uncommitted changes: LICENSE, other.yaml, a, b, c and 1 more',
    ]);
    git(cwd, 'mv', 'other.yaml', 'jaco-pkg.yaml');
    expect((await make(cwd, { allowDirty: true })).product.isDirty).toBe(true);
  });

  test('but what lies in the target is no change', async () => {
    const cwd = makeProject(root, { '.gitignore': '/bin/\n' });
    await make(cwd, { target: 'out/here' });
    expect((await make(cwd, { target: 'out/here' })).product.isDirty).toBe(false);
    expect((await problemsOf(make(cwd, { target: 'out' })))[0]).toContain(
      'out holds what is of no',
    );
  });

  test('nor what lies in a target that is reached by a link', async () => {
    const cwd = makeProject(root, { '.gitignore': '/bin/\n' });
    symlinkSync(cwd, `${cwd}-link`);
    const options = { target: join(`${cwd}-link`, 'out/here') };
    await make(cwd, options);
    expect((await make(cwd, options)).product.isDirty).toBe(false);
    expect((await make(`${cwd}-link`, options)).product.isDirty).toBe(false);
  });

  test('with a version that is not the tag', async () => {
    const cwd = makeProject(root);
    expect(await refused(cwd, { env: { PACKAGE_VERSION: '1.2.4' } })).toEqual([
      'release_checkout: PACKAGE_VERSION is 1.2.4, and the tag is v1.2.3',
    ]);
    const fixed = makeProject(root, { 'nfpm.yaml': NFPM.replace(/\$\{PACKAGE_VERSION\}/, '1.0') });
    expect(await refused(fixed)).toEqual([
      'version_invalid: the version is 1.0.0, and the tag of the commit is v1.2.3',
    ]);
  });

  test('when git does not tell what there is', async () => {
    const cwd = makeProject(root);
    write(cwd, '.git/index', 'none');
    expect(await refused(cwd, { snapshot: true })).toEqual([
      expect.stringMatching(/^release_checkout: git does not tell what is released: .*index/),
    ]);
  });

  test('at a time that is none', async () => {
    expect(await refused(makeProject(root), { env: { SOURCE_DATE_EPOCH: 'now' } })).toEqual([
      'release_checkout: SOURCE_DATE_EPOCH must be whole seconds since 1970, not "now"',
    ]);
  });

  test('while a program of any target is missing: all are named', async () => {
    const cwd = makeProject(root);
    for (const target of ['linux-arm64', 'darwin-arm64']) rmSync(join(cwd, 'bin', target, 'lamp'));
    expect(await refused(cwd)).toEqual([
      'content_missing: bin/linux-arm64/lamp does not exist',
      'content_missing: bin/darwin-arm64/lamp does not exist',
    ]);
    const binaries = '  binaries: ["bin/$PACKAGE_PLATFORM-$PACKAGE_ARCH/lamp", more]\n';
    write(cwd, 'jaco-pkg.yaml', `${SETTINGS}${binaries}`);
    mkdirSync(join(cwd, 'more'));
    expect(await refused(cwd, { allowDirty: true })).toEqual([
      'content_missing: bin/linux-arm64/lamp does not exist',
      'content_missing: bin/darwin-arm64/lamp does not exist',
      'content_special_file: more is no regular file',
    ]);
  });

  test('for all reasons at once', async () => {
    const files = '[LICENSE, LICENSE.copy/LICENSE]';
    const binaries = '  binaries: ["bin/$PACKAGE_PLATFORM-$PACKAGE_ARCH/lamp"]\n';
    const settings = SETTINGS.replace('[LICENSE]', files) + binaries;
    const cwd = makeProject(root, { 'jaco-pkg.yaml': settings }, '');
    rmSync(join(cwd, 'bin/linux-arm64/lamp'));
    write(cwd, 'stray', '');
    expect(await refused(cwd)).toEqual([
      expect.stringContaining('release_checkout: the commit'),
      'release_checkout: there are uncommitted changes: stray',
      'target_conflict: two files of the release would be named LICENSE: LICENSE and LICENSE.copy/LICENSE',
      'content_missing: bin/linux-arm64/lamp does not exist',
      'content_missing: LICENSE.copy/LICENSE does not exist',
    ]);
    const yaml = NFPM.replace(/\$\{PACKAGE_VERSION\}/, '1.0');
    const other = makeProject(root, { 'nfpm.yaml': `${yaml}nonsense: 1\n` }, '');
    expect(await refused(other)).toEqual([
      expect.stringContaining('release_checkout: the commit'),
      expect.stringContaining('config_unknown_key: '),
    ]);
  });

  test('when two files would have one name, or a name that cannot be', async () => {
    const bad = SETTINGS.replace('[LICENSE]', '[LICENSE, sub/LICENSE, SHA256SUMS]');
    const names = '  names: { deb: "lamp.deb", rpm: "a/$PACKAGE_ARCH.rpm", apk: ".." }\n';
    const cwd = makeProject(root, { 'jaco-pkg.yaml': bad + names });
    expect(await refused(cwd)).toEqual([
      'name_invalid: the name "a/amd64.rpm" of the rpm for linux/amd64 is no name of a file',
      'name_invalid: the name ".." of the apk for linux/amd64 is no name of a file',
      'target_conflict: two files of the release would be named lamp.deb: the deb for linux/amd64 and the deb for linux/arm64',
      'name_invalid: the name "a/arm64.rpm" of the rpm for linux/arm64 is no name of a file',
      'name_invalid: the name ".." of the apk for linux/arm64 is no name of a file',
      'target_conflict: two files of the release would be named LICENSE: LICENSE and sub/LICENSE',
      'target_conflict: two files of the release would be named SHA256SUMS: the release itself and SHA256SUMS',
      'content_missing: sub/LICENSE does not exist',
      'content_missing: SHA256SUMS does not exist',
    ]);
  });

  test('over what is of no release, nor over another release unless asked', async () => {
    const cwd = makeProject(root);
    write(cwd, 'dist/release/notes', '');
    expect((await problemsOf(make(cwd)))[0]).toMatch(/^target_conflict: .* of no release: notes$/);
    expect(await problemsOf(make(cwd, { clean: true }))).toHaveLength(1);
    rmSync(join(cwd, 'dist/release/notes'));
    await make(cwd, { key });
    git(cwd, 'tag', 'v1.2.4');
    const next = { tag: 'v1.2.4' };
    expect((await problemsOf(make(cwd, next)))[0]).toMatch(
      /of another release: SHA256SUMS.minisig, /,
    );
    const before = contentOf(join(cwd, 'dist/release'));
    expect((await problemsOf(make(cwd, next)))[0]).toContain('target_conflict');
    expect(contentOf(join(cwd, 'dist/release'))).toEqual(before);
    const { files } = await make(cwd, { ...next, clean: true });
    expect(readdirSync(join(cwd, 'dist/release'))).toHaveLength(files.length);
    expect(existsSync(join(cwd, 'dist/release/SHA256SUMS.minisig'))).toBe(false);
  });

  test('when it is interrupted', async () => {
    const cwd = makeProject(root);
    const reason = new JacoPkgError({ code: 'interrupted', message: 'enough' });
    const controller = new AbortController();
    const onProgress = () => controller.abort(reason);
    expect(await refused(cwd, { signal: controller.signal, onProgress })).toEqual([
      'interrupted: enough',
    ]);
  });

  test('when a package cannot be', async () => {
    const cwd = makeProject(root, { 'nfpm.yaml': `${NFPM}epoch: x\n` });
    expect((await refused(cwd))[0]).toContain('config_value: epoch');
    const none = makeProject(root, { 'jaco-pkg.yaml': 'release: { formats: [] }\n' });
    expect(await refused(none)).toEqual(['config_value: release has no packages']);
  });
});
