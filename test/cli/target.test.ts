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
  test.each([[undefined], ['deb'], [3], [[]]])('that are %j are refused', async (packagers) => {
    const options = { cwd: workFolder(LAMP), packagers } as unknown as BuildOptions;
    await expect(build(options)).rejects.toMatchObject({ code: 'usage' });
  });

  test.each([['amd64'], [[]]])('for architectures that are %j are refused', async (arch) => {
    const options = { cwd: workFolder(LAMP), packagers: ['deb'], arch } as unknown as BuildOptions;
    await expect(build(options)).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('names that are asked for', () => {
  test.each([[['-p', ',']], [['-p', 'deb', '--arch', '']], [['-p', 'deb', '-a', ' , ']]])(
    'are not none: %j',
    async (args) => {
      const cwd = workFolder(LAMP);
      const { code, stderr } = await runCli(['build', ...args], { cwd });
      expect(code).toBe(2);
      expect(stderr).toContain('There is no name in it');
      expect(filesIn(cwd)).toEqual(filesIn(workFolder(LAMP)));
    },
  );

  test('may be none of a packager that the target tells, as nfpm has it', async () => {
    const cwd = workFolder(LAMP);
    expect(await runCli(['build', '-p', '', '-t', 'x.deb'], { cwd })).toMatchObject({ code: 0 });
  });

  test('are guessed at', async () => {
    const { code, stderr } = await runCli(['build', '-p', 'dbe'], { cwd: workFolder(LAMP) });
    expect(code).toBe(2);
    expect(stderr).toContain('there is no packager "dbe" (did you mean deb? choose from apk, ');
  });

  test('are not looked for in the configuration', async () => {
    const cwd = workFolder(LAMP);
    const { stderr } = await runCli(['build', '-p', 'deb', '-a', 'foo'], { cwd });
    expect(stderr).toMatch(/^error: arch: "foo" is no architecture that dpkg knows/);
  });
});

describe('several packages', () => {
  test.each([
    [['-p', 'deb,rpm', '-t', 'out.deb']],
    [['-p', 'deb', '-a', 'amd64,arm64', '-t', 'new/lamp.tar.gz']],
  ])('do not go into what is named as one: %j', async (args) => {
    const cwd = workFolder(LAMP);
    const { code, stderr } = await runCli(['build', ...args], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(
      `there are 2 packages for ${args.at(-1)}, which is the name of one (several need a folder; ` +
        `for one of this name, ${args.at(-1)}/) [usage]`,
    );
  });

  test('go into a folder of any name, once it is plain that it is one', async () => {
    const cwd = workFolder(LAMP);
    for (const target of ['out.deb/', 'out.deb']) {
      const args = ['build', '-p', 'deb,rpm', '-t', target];
      expect(await runCli(args, { cwd })).toMatchObject({ code: 0, stderr: '' });
    }
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
