import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type BuildOptions, build } from '../../src/build.ts';
import { filesIn, runCli, workFolder } from './run-cli.ts';

const RECIPE = `name: lamp
arch: amd64
version: 1.2.3
maintainer: Lamp Lighter <lamp@lighter.example>
description: gives light
contents: [{ src: wick, dst: /usr/bin/wick }]
`;
const LAMP = { 'nfpm.yaml': RECIPE, wick: 'burns\n' };

describe('the ending of a target', () => {
  test.each([
    ['lamp.deb', [], 'deb', ''],
    ['lamp.tar.xz', [], 'tarball', '.tar.gz'],
    ['lamp.tgz', [], 'tarball', ''],
    ['lamp.pkg.tar.xz', [], 'archlinux', '.pkg.tar.zst'],
    ['lamp.deb', ['-p', 'rpm'], 'rpm', '.rpm'],
    ['lamp.rpm', ['-p', 'srpm'], 'srpm', ''],
    ['lamp.bin', ['-p', 'deb'], 'deb', ''],
  ])('%s %j stands for %s, or a warning says %j', async (name, args, format, ending) => {
    const cwd = workFolder(LAMP);
    const { stdout, stderr } = await runCli(['build', '-t', name, '--json', ...args], { cwd });
    expect(JSON.parse(stdout).artifacts).toMatchObject([{ format, path: join(cwd, name) }]);
    const warning = `warning: ${name}: what is written ends in ${ending} elsewhere`;
    if (ending === '') expect(stderr).not.toContain('target_ending');
    else expect(stderr).toContain(warning);
  });
});

describe('packagers of the library', () => {
  test.each([undefined, 'deb', 3])('that are %j are refused', async (packagers) => {
    const options = { cwd: workFolder(LAMP), packagers } as unknown as BuildOptions;
    await expect(build(options)).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('a target that is not there', () => {
  test.each([
    ['a new folder for one package', ['-p', 'deb', '-t', 'new/er/'], 'new/er', 1],
    ['a new folder for several', ['-p', 'deb,rpm', '-t', 'new'], 'new', 2],
    ['a new file in a new folder', ['-p', 'deb', '-t', 'new/lamp.deb'], 'new', 1],
    [
      'a new folder, for each that is named once or more often',
      ['-p', 'deb,rpm,deb', '-a', 'amd64,amd64', '-t', 'new'],
      'new',
      2,
    ],
  ])('is %s', async (_, args, folder, count) => {
    const cwd = workFolder(LAMP);
    expect(await runCli(['build', ...args], { cwd })).toMatchObject({ code: 0, stderr: '' });
    expect(filesIn(join(cwd, folder))).toHaveLength(count);
  });
});
