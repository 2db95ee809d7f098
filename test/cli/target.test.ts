import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesIn, runCli, workFolder } from './run-cli.ts';

const RECIPE = `name: lamp
arch: amd64
version: 1.2.3
maintainer: Lamp Lighter <lamp@lighter.example>
description: gives light
contents: [{ src: wick, dst: /usr/bin/wick }]
`;
const LAMP = { 'nfpm.yaml': RECIPE, wick: 'burns\n' };

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
