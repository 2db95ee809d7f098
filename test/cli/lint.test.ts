import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesIn, runCli, workFolder } from './run-cli.ts';

const RECIPE = `name: lamp
arch: all
version: 1.2.3
section: utils
priority: optional
maintainer: Lamp Lighter <lamp@lighter.example>
description: |
  Gives light
  It burns oil, and a wick.
homepage: https://lighter.example
license: MIT
changelog: changelog.yaml
contents:
  - src: wick
    dst: /usr/bin/wick
    file_info: {mode: 0755}
  - src: oil.conf
    dst: /etc/lamp/oil.conf
    file_info: {mode: 0644}
  - src: copyright
    dst: /usr/share/doc/lamp/copyright
    file_info: {mode: 0644}
`;

const LAMP = {
  'nfpm.yaml': RECIPE,
  wick: '#!/bin/sh\necho light\n',
  'oil.conf': 'full\n',
  copyright: 'Copyright 2024 Lamp Lighter\nLicense: MIT\n',
  'changelog.yaml':
    '- semver: 1.2.3\n  date: 2023-11-14T22:13:20Z\n  packager: Lamp Lighter <lamp@lighter.example>\n  changes:\n    - note: Light.\n',
};

const FINDING =
  'error etc-not-config nfpm.yaml:17:5 contents[1]: /etc/lamp/oil.conf is in /etc and no configuration file (set type: config|noreplace)\n';

const GOOD = {
  ...LAMP,
  'nfpm.yaml': RECIPE.replace('conf\n    file', 'conf\n    type: config|noreplace\n    file'),
};

describe('lint', () => {
  test('tells what is wrong before anything is built, and where it is written', async () => {
    const result = await runCli(['lint', '-p', 'deb'], { cwd: workFolder(LAMP) });
    expect(result).toMatchObject({ code: 1, stderr: '' });
    expect(result.stdout).toBe(`${FINDING}1 error, 0 warnings, 1 of info, which --info shows\n`);
  });

  test('judges all packages in a folder', async () => {
    const cwd = workFolder({ ...LAMP, 'empty/README': '' });
    await runCli(['build', '-p', 'deb,rpm', '-t', 'out'], { cwd });
    const named = ['out/lamp-1.2.3-1.noarch.rpm', 'out/lamp_1.2.3_all.deb'];
    const each = await runCli(['lint', ...named], { cwd });
    expect(each.stdout).toContain('etc-not-config out/lamp_1.2.3_all.deb');
    expect(await runCli(['lint', 'out/'], { cwd })).toEqual(each);
    const none = await runCli(['lint', 'empty', 'out'], { cwd });
    expect(none).toMatchObject({ code: 2, stdout: each.stdout });
    expect(none.stderr).toContain('there is no package in the folder [package_unreadable]');
  });

  test('tells the same of the package, which another tool may have made', async () => {
    const cwd = workFolder(LAMP);
    await runCli(['build', '-p', 'deb,rpm', '-t', 'out'], { cwd });
    const result = await runCli(
      ['lint', '-q', 'out/lamp_1.2.3_all.deb', 'out/lamp-1.2.3-1.noarch.rpm'],
      { cwd },
    );
    expect(result.code).toBe(1);
    expect(result.stdout.split('\n').map((line) => line.split(':', 1)[0])).toEqual([
      'error etc-not-config out/lamp-1.2.3-1.noarch.rpm',
      'error etc-not-config out/lamp_1.2.3_all.deb',
      '',
    ]);
  });

  test('warns that an Arch package names no packager, which maintainer is not', async () => {
    const told =
      'warning packager-missing nfpm.yaml:1:1 archlinux.packager: the Arch package names no packager (set archlinux.packager: Name <address>)\n';
    const cwd = workFolder(GOOD);
    const result = await runCli(['lint', '-p', 'archlinux', '-q'], { cwd });
    expect(result).toMatchObject({ code: 0, stdout: expect.stringContaining(told) });
    expect(result.stdout).not.toContain('maintainer');
    expect(await runCli(['build', '--lint', '-p', 'all', '-t', 'out'], { cwd })).toMatchObject({
      code: 0,
    });
    const named = `${GOOD['nfpm.yaml']}archlinux: {packager: Lamp Lighter}\n`;
    const { stdout } = await runCli(['lint', '-p', 'archlinux', '-q'], {
      cwd: workFolder({ ...GOOD, 'nfpm.yaml': named }),
    });
    expect(stdout).toContain('warning packager-malformed nfpm.yaml:24:23 archlinux.packager: ');
    expect(stdout).not.toContain('packager-missing');
  });

  test('tells once what several formats have in common', async () => {
    const { stdout } = await runCli(['lint', '-p', 'deb,rpm,apk', '-q'], { cwd: workFolder(LAMP) });
    expect(stdout).toBe(FINDING.replace('\n', ' [deb, rpm]\n'));
  });

  test('ends with 0 when nothing is wrong', async () => {
    const result = await runCli(['lint', '-p', 'deb,rpm,apk', '--strict'], {
      cwd: workFolder(GOOD),
    });
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(result.stdout).toMatch(/^0 errors, 0 warnings, /);
  });

  test('fails for warnings only when it is strict', async () => {
    const recipe = GOOD['nfpm.yaml'].replace('Gives light', 'Gives light.');
    const cwd = workFolder({ ...GOOD, 'nfpm.yaml': recipe });
    expect(await runCli(['lint', '-p', 'deb'], { cwd })).toMatchObject({ code: 0 });
    const strict = await runCli(['lint', '-p', 'deb', '--strict', '-q'], { cwd });
    expect(strict).toMatchObject({ code: 1 });
    expect(strict.stdout).toMatch(/^warning synopsis-ends-with-dot nfpm.yaml:7:14 description: /);
  });

  test('passes over what is allowed, and tells of entries that are of no use', async () => {
    const allow = (id: string, path: string) => `    - {id: ${id}, path: ${path}, reason: tried}\n`;
    const list = `lint:\n  allow:\n${allow('etc-not-config', '/etc/**')}${allow('setuid-file', '/usr/bin/su')}`;
    const cwd = workFolder({ ...LAMP, 'jaco-pkg.yaml': list });
    const all = await runCli(['lint', '-q'], { cwd });
    expect(all.stdout).toContain(
      'warning allow-unused jaco-pkg.yaml:4:7 lint.allow[1]: setuid-file is allowed for /usr/bin/su, and was not found (take the entry out)\n',
    );
    expect(all.stdout).not.toContain('etc-not-config');
    // The others may need it.
    expect(await runCli(['lint', '-q', '-p', 'deb'], { cwd })).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    const json = await runCli(['lint', '--json', '-p', 'deb'], { cwd });
    expect(JSON.parse(json.stdout).allowed).toMatchObject([
      { id: 'etc-not-config', reason: 'tried' },
    ]);
  });

  test('refuses to allow a rule that there is not', async () => {
    const list = 'lint:\n  allow:\n    - {id: etc-no-config, reason: x}\n';
    const cwd = workFolder({ ...LAMP, 'jaco-pkg.yaml': list });
    expect(await runCli(['lint', '-p', 'deb'], { cwd })).toMatchObject({
      code: 2,
      stderr:
        'error: jaco-pkg.yaml:3:12 lint.allow[0].id: there is no rule "etc-no-config" (did you mean etc-not-config?) [config_value]\n',
    });
  });

  test('goes on with the others when one cannot be read', async () => {
    const cwd = workFolder(LAMP);
    await runCli(['build', '-p', 'deb', '-t', 'out'], { cwd });
    const result = await runCli(['lint', '-q', 'wick', 'out/lamp_1.2.3_all.deb'], { cwd });
    expect(result.stdout).toMatch(/^error etc-not-config out\/lamp_1.2.3_all.deb: /);
    expect(result).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('[package_unsupported]'),
    });
  });

  test('counts what is too much to list', async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`junk/${i}.orig`, 'x']));
    const recipe = `${RECIPE}  - {src: junk, dst: /usr/share/lamp, type: tree}\n`;
    const cwd = workFolder({ ...LAMP, ...many, 'nfpm.yaml': recipe });
    const { stdout } = await runCli(['lint', '-q', '-p', 'deb'], { cwd });
    expect(stdout.match(/^error backup-file /gm)).toHaveLength(20);
    expect(stdout).toContain('  ... and 10 more of backup-file\n');
    const json = await runCli(['lint', '--json', '-p', 'deb'], { cwd });
    expect(
      JSON.parse(json.stdout).findings.filter((one: { id: string }) => one.id === 'backup-file'),
    ).toHaveLength(30);
  });

  test('explains a rule', async () => {
    const { code, stdout } = await runCli(['lint', '--explain', 'etc-not-config']);
    expect(code).toBe(0);
    expect(stdout).toContain('etc-not-config  error, for archlinux deb ipk rpm\n');
    expect(stdout).toContain(
      'lintian file-in-etc-not-marked-as-conffile, rpmlint non-conffile-in-etc',
    );
    expect(await runCli(['lint', '--explain', 'etc'])).toMatchObject({ code: 2 });
  });

  test('lists the rules', async () => {
    const { stdout } = await runCli(['lint', '--list']);
    expect(stdout).toMatch(/^Names and versions\n {2}name-invalid +error +/);
    const json = await runCli(['lint', '--list', '--json']);
    expect(JSON.parse(json.stdout)).toContainEqual(expect.objectContaining({ id: 'setuid-file' }));
  });
});

describe('build', () => {
  test('with --lint writes nothing when there are errors', async () => {
    const cwd = workFolder(LAMP);
    const result = await runCli(['build', '--lint', '-p', 'deb,rpm', '-t', 'out'], { cwd });
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toBe(
      'error: nfpm.yaml:17:5 contents[1]: etc-not-config: /etc/lamp/oil.conf is in /etc and no configuration file (set type: config|noreplace) [lint_failed]\n',
    );
    expect(filesIn(join(cwd, 'out'))).toEqual([]);
  });

  test('goes on with warnings, unless it is strict', async () => {
    const recipe = GOOD['nfpm.yaml'].replace('Gives light', 'Gives light.');
    const cwd = workFolder({ ...GOOD, 'nfpm.yaml': recipe });
    const strict = await runCli(['build', '--strict', '-p', 'deb', '-t', 'out'], { cwd });
    expect(strict.code).toBe(1);
    expect(filesIn(join(cwd, 'out'))).toEqual([]);
    const result = await runCli(['build', '--lint', '-p', 'deb', '-t', 'out'], { cwd });
    expect(result.code).toBe(0);
    // Once, although the package says so too.
    expect(result.stderr).toMatch(/^warning: nfpm.yaml:7:14 description: .* \[lint_warning\]\n$/);
    expect(filesIn(join(cwd, 'out'))).toEqual(['lamp_1.2.3_all.deb']);
  });

  test('passes over what is allowed', async () => {
    const list = 'lint:\n  allow:\n    - {id: etc-not-config, reason: tried}\n';
    const cwd = workFolder({ ...LAMP, 'jaco-pkg.yaml': list });
    const args = ['build', '--strict', '-p', 'deb', '-t', 'out'];
    expect(await runCli(args, { cwd })).toMatchObject({ code: 0, stderr: '' });
  });
});
