import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { publicKeyLine } from '../../src/minisign/index.ts';
import { planRelease, type ReleaseOptions, release } from '../../src/release/index.ts';
import { readSums } from '../../src/release/sums.ts';
import { verifyRelease } from '../../src/release/verify.ts';
import { fixedKey } from '../minisign/fixtures.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import {
  COMMITTED,
  contentOf,
  git,
  makeProject,
  NFPM,
  problemsOf,
  SETTINGS,
  write,
} from './project.ts';

const root = scratchFolder();
const key = fixedKey(61);

const ARTIFACTS = [
  'lamp-1.2.3-1.aarch64.rpm',
  'lamp-1.2.3-1.x86_64.rpm',
  'lamp-v1.2.3-darwin-arm64.tar.gz',
  'lamp-v1.2.3-linux-amd64.tar.gz',
  'lamp-v1.2.3-linux-arm64.tar.gz',
  'lamp_1.2.3_aarch64.apk',
  'lamp_1.2.3_amd64.deb',
  'lamp_1.2.3_arm64.deb',
  'lamp_1.2.3_x86_64.apk',
];
const DOCUMENTS = ['LICENSE', 'SHA256SUMS', 'lamp-v1.2.3.provenance.json', 'lamp-v1.2.3.spdx.json'];
const ALL = [...ARTIFACTS, ...DOCUMENTS].sort();

const make = (cwd: string, options: ReleaseOptions = {}) => release({ cwd, env: {}, ...options });

needs('git')('a release', () => {
  test('holds every artifact of every target, and what tells of them', async () => {
    const cwd = makeProject(root);
    const result = await make(cwd, { key });
    const folder = join(cwd, 'dist/release');
    expect(readdirSync(folder).sort()).toEqual([...ALL, 'SHA256SUMS.minisig'].sort());
    expect(result).toMatchObject({
      product: {
        name: 'lamp',
        version: '1.2.3',
        tag: 'v1.2.3',
        commit: git(cwd, 'rev-parse', 'HEAD').trim(),
        time: COMMITTED,
        isDirty: false,
      },
      isWhole: true,
      keyId: key.publicKey.keyId,
    });
    expect(result.files.map(({ name }) => name).sort()).toEqual(
      [...ALL, 'SHA256SUMS.minisig'].sort(),
    );
    const sums = readSums(readFileSync(join(folder, 'SHA256SUMS')));
    expect(sums.map(({ name }) => name)).toEqual(ALL.filter((name) => name !== 'SHA256SUMS'));
    const verified = await verifyRelease(folder, { keys: [key.publicKey] });
    expect(verified).toMatchObject({
      isAll: true,
      trustedComment: `timestamp:${COMMITTED}\tfile:SHA256SUMS\thashed`,
    });
  });

  test('made again, elsewhere and otherwise, has the same bytes', async () => {
    const first = makeProject(root);
    await make(first, { key });
    const expected = contentOf(join(first, 'dist/release'));
    await make(first, { key, target: 'again', parallelism: 1, memory: 0, allowDirty: true });
    expect(contentOf(join(first, 'again'))).toEqual(expected);
    const second = join(root, 'a clone');
    git(root, 'clone', '-q', first, second);
    output('cp', ['-r', join(first, 'bin'), second]);
    // Of which nothing must be seen: times of files, another folder, language and zone.
    await make(second, { key, env: { LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Tokyo', HOME: '/none' } });
    expect(contentOf(join(second, 'dist/release'))).toEqual(expected);
    // Over itself.
    await make(second, { key });
    expect(contentOf(join(second, 'dist/release'))).toEqual(expected);
  });

  test('carries for each target what is its own', async () => {
    const cwd = makeProject(root);
    await make(cwd);
    const program = (name: string) =>
      output('tar', ['-xOf', join(cwd, 'dist/release', name), '--wildcards', '*/usr/bin/lamp']);
    expect(program('lamp-v1.2.3-darwin-arm64.tar.gz')).toBe('program for darwin-arm64\n');
    expect(program('lamp-v1.2.3-linux-arm64.tar.gz')).toBe('program for linux-arm64\n');
    expect(program('lamp-v1.2.3-linux-amd64.tar.gz')).toBe('program for linux-amd64\n');
  });

  test('of several tags is of the one that is chosen', async () => {
    const cwd = makeProject(root);
    git(cwd, 'tag', 'v1.2.4-rc.1');
    git(cwd, 'tag', 'not-a-version');
    expect(await problemsOf(make(cwd))).toEqual([
      'release_checkout: the commit has several tags: v1.2.3, v1.2.4-rc.1',
    ]);
    const { product } = await make(cwd, { tag: 'v1.2.4-rc.1' });
    expect(product).toMatchObject({ version: '1.2.4-rc.1', tag: 'v1.2.4-rc.1' });
    expect(await problemsOf(make(cwd, { tag: 'v3' }))).toEqual([
      expect.stringMatching(/^release_checkout: the commit \w{12} has no tag v3$/),
    ]);
  });

  test('can be planned, and then nothing is written', async () => {
    const cwd = makeProject(root);
    const plan = await planRelease({ cwd, env: {} });
    expect(plan.artifacts.map(({ fileName }) => fileName).sort()).toEqual(ARTIFACTS);
    expect(plan.product.all).toEqual(['LICENSE', ...ARTIFACTS]);
    expect(existsSync(join(cwd, 'dist'))).toBe(false);
  });

  test('has the names that the settings give', async () => {
    const names = `  names:
    deb: \${PACKAGE_NAME}-\${PACKAGE_VERSION}.\${PACKAGE_ARCH}.deb
`;
    const cwd = makeProject(root, { 'jaco-pkg.yaml': SETTINGS + names });
    const { files } = await make(cwd);
    expect(files.map(({ name }) => name)).toContain('lamp-1.2.3.arm64.deb');
  });

  test('of a candidate has names that survive an upload', async () => {
    const cwd = makeProject(root, {}, 'v2.0.0-rc.1');
    const { artifacts } = await planRelease({ cwd, env: {} });
    expect(artifacts.map(({ fileName }) => fileName).slice(0, 4)).toEqual([
      'lamp_2.0.0.rc.1_amd64.deb',
      'lamp-2.0.0.rc.1-1.x86_64.rpm',
      'lamp_2.0.0_rc1_x86_64.apk',
      'lamp-v2.0.0-rc.1-linux-amd64.tar.gz',
    ]);
    expect(artifacts[0]?.pkg.version).toMatchObject({ version: '2.0.0', prerelease: 'rc.1' });
  });

  test('is by default of the usual formats, for the target that is configured', async () => {
    const nfpm = NFPM.replace(/\$\{PACKAGE_ARCH\}/, 'arm64');
    const cwd = makeProject(root, { 'nfpm.yaml': nfpm, 'jaco-pkg.yaml': '{}\n' });
    const { artifacts } = await planRelease({ cwd, env: { PACKAGE_ARCH: 'arm64' } });
    expect(artifacts.map(({ format, pkg }) => `${format} ${pkg.platform} ${pkg.arch}`)).toEqual([
      'deb linux arm64',
      'rpm linux arm64',
      'apk linux arm64',
      'tarball linux arm64',
    ]);
  });
});

needs('git')('a snapshot', () => {
  test('needs no tag, and is called after the commit', async () => {
    const cwd = makeProject(root, {}, '');
    write(cwd, 'LICENSE', 'Do not.\n');
    const { product } = await make(cwd, { snapshot: true });
    const commit = git(cwd, 'rev-parse', 'HEAD').trim();
    expect(product).toMatchObject({ tag: '', commit, isDirty: true, time: COMMITTED });
    expect(product.version).toBe(`0.0.0-dev+g${commit.slice(0, 7)}`);
  });

  test('needs no commit, given version and time', async () => {
    const cwd = makeProject(root);
    rmSync(join(cwd, '.git'), { recursive: true });
    expect(await problemsOf(make(cwd, { snapshot: true }))).toEqual([
      'release_checkout: there is no commit to take the time from',
    ]);
    const env = { PACKAGE_VERSION: 'v2.0.0', SOURCE_DATE_EPOCH: '1600000000' };
    const { product } = await make(cwd, { snapshot: true, env });
    expect(product).toMatchObject({ version: '2.0.0', commit: '', time: 1_600_000_000 });
  });
});

needs(
  'git',
  'sha256sum',
  'minisign',
)('a release for others', () => {
  test('is checked with sha256sum and minisign', async () => {
    const cwd = makeProject(root);
    await make(cwd, { key });
    const folder = { cwd: join(cwd, 'dist/release') };
    expect(
      output('sha256sum', ['-c', '--strict', 'SHA256SUMS'], folder).match(/: OK$/gm),
    ).toHaveLength(ALL.length - 1);
    const args = ['-V', '-Q', '-P', publicKeyLine(key.publicKey), '-m', 'SHA256SUMS'];
    expect(output('minisign', args, folder)).toBe(
      `timestamp:${COMMITTED}\tfile:SHA256SUMS\thashed\n`,
    );
  });
});

describe('the settings of this repository', () => {
  test('make the set of JACO', async () => {
    const cwd = new URL('../..', import.meta.url).pathname;
    const env = { PACKAGE_VERSION: 'v1.4.0' };
    output(process.execPath, ['scripts/stand-ins.mjs'], { cwd });
    const { product } = await planRelease({ cwd, env, snapshot: true });
    expect(product.all).toEqual([
      'jaco-1.4.0-1.aarch64.rpm',
      'jaco-1.4.0-1.x86_64.rpm',
      'jaco-v1.4.0-darwin-amd64.tar.gz',
      'jaco-v1.4.0-darwin-arm64.tar.gz',
      'jaco-v1.4.0-linux-amd64.tar.gz',
      'jaco-v1.4.0-linux-arm64.tar.gz',
      'jaco_1.4.0_aarch64.apk',
      'jaco_1.4.0_amd64.deb',
      'jaco_1.4.0_arm64.deb',
      'jaco_1.4.0_x86_64.apk',
    ]);
  });
});
