import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { needs, run, scratchFolder } from '../support/tools.ts';
import { Workspace } from './jaco.ts';

const VENDOR = 'a package of the vendor; the tarball has its programs there too';
const STATIC = 'one program for every distribution has to be static';
const HOOKS = 'the hooks serve rpm and apk as well, which have no deb-systemd-helper';

/** All that lintian says, and why it may; each is overridden in the package. */
const LINTIAN: Readonly<Record<string, string>> = {
  'dir-in-usr-local [usr/local/bin/]': VENDOR,
  'file-in-unusual-dir [usr/local/bin/jaco]': VENDOR,
  'file-in-unusual-dir [usr/local/bin/jacod]': VENDOR,
  'file-in-usr-local [usr/local/bin/jaco]': VENDOR,
  'file-in-usr-local [usr/local/bin/jacod]': VENDOR,
  'maintainer-script-calls-systemctl [prerm:14]': HOOKS,
  'package-supports-alternative-init-but-no-init.d-script [lib/systemd/system/jaco.service]':
    'the daemon is started by systemd alone',
  'statically-linked-binary [usr/local/bin/jaco]': STATIC,
  'statically-linked-binary [usr/local/bin/jacod]': STATIC,
  'wrong-name-for-changelog-of-native-package [usr/share/doc/jaco/changelog.Debian.gz]':
    'the version has no Debian revision, so it looks native',
};

/** All that rpmlint says, and why it may; each is filtered by jaco.rpmlintrc. */
const RPMLINT: Readonly<Record<string, string>> = {
  'E: dir-or-file-in-usr-local /usr/local/bin/jaco': VENDOR,
  'E: dir-or-file-in-usr-local /usr/local/bin/jacod': VENDOR,
  'E: no-signature': 'a release is signed as a whole, by the signature of its checksums',
  'E: statically-linked-binary /usr/local/bin/jaco': STATIC,
  'E: statically-linked-binary /usr/local/bin/jacod': STATIC,
  'W: incoherent-version-in-changelog 0.1.0 0.1.0-1':
    "the changelog names JACO's releases, which have no rpm release number",
  'W: invalid-license MIT': "an SPDX identifier; Debian's rpmlint comes without the list of them",
  'W: position-independent-executable-suggested /usr/local/bin/jaco': STATIC,
  'W: position-independent-executable-suggested /usr/local/bin/jacod': STATIC,
};

const workspace = new Workspace(scratchFolder());

needs('lintian')('lintian', () => {
  test('finds in the deb what is known, and no more', async () => {
    const options = ['--display-info', '--pedantic', '--tag-display-limit', '0'];
    const path = await workspace.build('deb', '0.1.0');
    const { stdout } = run('lintian', ['--show-overrides', ...options, path]);
    const tags = stdout.split('\n').filter((line) => /^[A-Z]: jaco/.test(line));
    const expected = Object.keys(LINTIAN).map((tag) => `O: jaco: ${tag}`);
    expect(tags.sort()).toEqual(expected.sort());
    // With --show-overrides it exits 2 for what is overridden, too.
    expect(run('lintian', [...options, path])).toMatchObject({ status: 0, stdout: '' });
  });
});

needs('rpmlint')('rpmlint', () => {
  const said = (stdout: string) => stdout.split('\n').filter((line) => line.startsWith('jaco.'));

  test('finds in the rpm what is known, and no more', async () => {
    const { stdout } = run('rpmlint', [await workspace.build('rpm', '0.1.0')]);
    const expected = Object.keys(RPMLINT).map((tag) => `jaco.x86_64: ${tag}`);
    expect(said(stdout).sort()).toEqual(expected.sort());
  });

  test('finds nothing with the filters that come with the recipe', async () => {
    const filters = join(workspace.path, 'build/packaging/jaco.rpmlintrc');
    const path = await workspace.build('rpm', '0.1.0');
    const { status, stdout } = run('rpmlint', ['--rpmlintrc', filters, path]);
    expect(said(stdout)).toEqual([]);
    expect(status).toBe(0);
  });
});

describe('jaco-pkg lint', () => {
  const env = { PACKAGE_VERSION: '0.1.0', SOURCE_DATE_EPOCH: '1795424400' };
  const options = { cwd: workspace.path, env, now: () => 1_795_424_400 };
  const clean = {
    code: 0,
    stdout: expect.stringMatching(/^0 errors, 0 warnings, \d+ allowed\n$/),
  };

  test.each(['amd64', 'arm64'])('has nothing against the recipe for %s', async (arch) => {
    const args = ['lint', '--strict', '--info', '-a', arch];
    expect(await runCli(args, options)).toEqual({ ...clean, stderr: '' });
  });

  test('has nothing against the packages', async () => {
    const formats = ['deb', 'rpm', 'apk', 'tarball'] as const;
    const paths = [];
    for (const format of formats) paths.push(await workspace.build(format, '0.1.0'));
    expect(await runCli(['lint', '--strict', '--info', ...paths], options)).toMatchObject(clean);
  });
});
