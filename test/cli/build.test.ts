import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { JacoPkgError } from '../../src/errors.ts';
import { filesIn, runCli, workFolder } from './run-cli.ts';

const RECIPE = `name: lamp
arch: amd64
version: 1.2.3
maintainer: Lamp Lighter <lamp@lighter.example>
description: gives light
contents:
  - src: wick
    dst: /usr/bin/wick
    file_info: {mode: 04755}
  - src: oil.conf
    dst: /etc/lamp/oil.conf
    type: config
  - src: wick
    dst: /usr/bin/match
    type: symlink
`;

const LAMP = { 'nfpm.yaml': RECIPE, wick: 'burns\n', 'oil.conf': 'full\n' };

describe('build', () => {
  test('writes several formats in one run, under their own names', async () => {
    const cwd = workFolder(LAMP);
    const result = await runCli(['build', '-p', 'deb,rpm', '-p', 'apk', '-t', 'out'], { cwd });
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(result.stdout.split('\n')).toEqual([
      expect.stringMatching(/^built out\/lamp_1\.2\.3_amd64\.deb \(\d[\d.]* k?B\)$/),
      expect.stringMatching(/^built out\/lamp-1\.2\.3-1\.x86_64\.rpm \(\d[\d.]* k?B\)$/),
      expect.stringMatching(/^built out\/lamp_1\.2\.3_x86_64\.apk \(\d[\d.]* k?B\)$/),
      '',
    ]);
    expect(filesIn(join(cwd, 'out'))).toEqual([
      'lamp-1.2.3-1.x86_64.rpm',
      'lamp_1.2.3_amd64.deb',
      'lamp_1.2.3_x86_64.apk',
    ]);
  });

  test('writes all formats that the configuration says enough for', async () => {
    const cwd = workFolder(LAMP);
    expect(await runCli(['build', '-p', 'all', '-t', 'out'], { cwd })).toMatchObject({ code: 0 });
    const files = filesIn(join(cwd, 'out'));
    expect(files).toEqual(expect.arrayContaining(['lamp-1.2.3-1.src.rpm', 'lamp_1.2.3_amd64.deb']));
    expect(files.filter((name) => name.endsWith('.msix'))).toEqual([]);
  });

  test.each(['package', 'pkg', 'p'])('is also called %s, as in nfpm', async (name) => {
    const cwd = workFolder(LAMP);
    expect(await runCli([name, '-p', 'deb', '-t', 'out/'], { cwd })).toMatchObject({ code: 0 });
    expect(filesIn(join(cwd, 'out'))).toEqual(['lamp_1.2.3_amd64.deb']);
  });

  test('takes values of short options after an equals sign, as nfpm does', async () => {
    const cwd = workFolder({ ...LAMP, 'other.yaml': RECIPE });
    const result = await runCli(['pkg', '-p=deb', '-f=other.yaml', '-t=lamp.deb'], { cwd });
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(filesIn(cwd)).toContain('lamp.deb');
  });

  test('takes a file as target, and the format from its ending', async () => {
    const cwd = workFolder(LAMP);
    expect(await runCli(['build', '-t', 'out/it.rpm'], { cwd })).toMatchObject({ code: 0 });
    expect(filesIn(join(cwd, 'out'))).toEqual(['it.rpm']);
    expect(await runCli(['build', '-t', 'out/it.src.rpm', '--json'], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"format": "srpm"'),
    });
  });

  test('builds for several architectures', async () => {
    const cwd = workFolder(LAMP);
    const args = ['build', '-p', 'deb', '--arch', 'amd64,arm64', '-t', 'out'];
    expect(await runCli(args, { cwd })).toMatchObject({ code: 0 });
    expect(filesIn(join(cwd, 'out'))).toEqual(['lamp_1.2.3_amd64.deb', 'lamp_1.2.3_arm64.deb']);
  });

  test('prints JSON for programs', async () => {
    const cwd = workFolder(LAMP);
    const { stdout } = await runCli(['build', '-p', 'deb', '-t', 'out', '--json'], { cwd });
    const [artifact] = JSON.parse(stdout).artifacts;
    expect(artifact).toMatchObject({ format: 'deb', name: 'lamp', arch: 'amd64' });
    expect(artifact.path).toBe(join(cwd, 'out/lamp_1.2.3_amd64.deb'));
    expect(artifact.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('prints problems as JSON too, and as text on stderr', async () => {
    const cwd = workFolder({ ...LAMP, 'nfpm.yaml': 'nam: lamp\n' });
    const { code, stdout, stderr } = await runCli(['build', '-p', 'deb', '--json'], { cwd });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).errors).toContainEqual(
      expect.objectContaining({
        code: 'config_unknown_key',
        hint: expect.stringContaining('name'),
      }),
    );
    expect(stderr).toContain('nfpm.yaml:1:1');
  });

  test('is silent with --quiet', async () => {
    const cwd = workFolder(LAMP);
    const result = await runCli(['build', '-p', 'deb', '-t', 'out', '-q'], { cwd });
    expect(result).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('tells warnings on stderr, coloured only where that is wanted', async () => {
    const warned = RECIPE.replace('04755', '644');
    const cwd = workFolder({ ...LAMP, 'nfpm.yaml': warned });
    const args = ['build', '-p', 'deb', '-t', 'out'];
    const plain = await runCli(args, { cwd });
    expect(plain).toMatchObject({ code: 0 });
    expect(plain.stderr).toMatch(/^warning: nfpm\.yaml:9:\d+ .*\[mode_decimal\]\n$/);

    const lines: string[] = [];
    const stderr = { write: (text: string) => lines.push(text), isTTY: true };
    await runCli(args, { cwd, stderr });
    expect(lines.join('')).toContain('\u001b[33mwarning:\u001b[0m');
    lines.length = 0;
    await runCli(args, { cwd, stderr, env: { NO_COLOR: '1' } });
    expect(lines.join('')).not.toContain('\u001b');
  });
});

describe('build --dry-run', () => {
  test('lists every entry and writes nothing', async () => {
    const cwd = workFolder(LAMP);
    const args = ['build', '-p', 'deb', '-t', 'out', '--dry-run'];
    expect((await runCli(args, { cwd })).stdout).toBe(
      [
        'deb  out/lamp_1.2.3_amd64.deb',
        '  drwxr-xr-x  root:root  -  /etc                (parent)',
        '  drwxr-xr-x  root:root  -  /etc/lamp           (parent)',
        '  -rw-r--r--  root:root  5  /etc/lamp/oil.conf  oil.conf (config)',
        '  drwxr-xr-x  root:root  -  /usr                (parent)',
        '  drwxr-xr-x  root:root  -  /usr/bin            (parent)',
        '  lrwxrwxrwx  root:root  -  /usr/bin/match      -> wick',
        '  -rwsr-xr-x  root:root  6  /usr/bin/wick       wick',
        '',
      ].join('\n'),
    );
    expect(filesIn(join(cwd, 'out'))).toEqual([]);
  });

  test('prints the plan as JSON', async () => {
    const cwd = workFolder(LAMP);
    const args = ['build', '-p', 'deb,rpm', '-t', 'out', '-n', '--json'];
    const { packages } = JSON.parse((await runCli(args, { cwd })).stdout);
    expect(packages.map((item: { format: string }) => item.format)).toEqual(['deb', 'rpm']);
    expect(packages[0].entries).toContainEqual({
      path: '/usr/bin/wick',
      type: 'file',
      mode: '4755',
      owner: 'root',
      group: 'root',
      mtime: 1_700_000_000,
      size: 6,
      role: 'plain',
      source: 'wick',
    });
  });

  test('tells what the format makes by itself', async () => {
    const changelog =
      '- semver: 1.2.3\n  date: 2024-02-29T12:30:00Z\n  packager: Jo\n  changes: [{note: shines}]\n';
    const recipe = `${RECIPE}changelog: changelog.yaml\n`;
    const cwd = workFolder({ ...LAMP, 'nfpm.yaml': recipe, 'changelog.yaml': changelog });
    const args = ['build', '-p', 'deb', '-t', 'out', '-n'];
    const path = '/usr/share/doc/lamp/changelog.Debian.gz';
    expect((await runCli(args, { cwd })).stdout).toMatch(
      new RegExp(`\n  -rw-r--r--  root:root +\\d+  ${path} +\\(generated\\)\n`),
    );
    const { packages } = JSON.parse((await runCli([...args, '--json'], { cwd })).stdout);
    const entry = packages[0].entries.find((one: { path: string }) => one.path === path);
    expect(entry).toMatchObject({ owner: 'root', group: 'root' });
    expect(entry).not.toHaveProperty('source');
  });
});

describe('what goes wrong', () => {
  const cases: readonly (readonly [what: string, args: string[], code: string, says: RegExp])[] = [
    [
      'a packager there is none of, beside all',
      ['-p', 'all,flatpak'],
      'format_unknown',
      /"flatpak"/,
    ],
    ['a packager there is none of', ['-p', 'flatpak'], 'format_unknown', /"flatpak".*deb/],
    ['a file for a folder', ['-p', 'deb', '-t', 'wick/'], 'target_unwritable', /wick\/ is not a/],
    [
      'a file for two packages',
      ['-p', 'deb,rpm', '-t', 'wick'],
      'target_unwritable',
      /wick is not/,
    ],
    ['a folder within a file', ['-p', 'deb', '-t', 'wick/a/'], 'target_unwritable', /wick\/a/],
    ['one name for two', ['-p', 'deb', '-a', 'arm6,arm7'], 'target_conflict', /lamp_1\.2\.3_armhf/],
    [
      'no configuration',
      ['-p', 'deb', '-f', 'other.yaml'],
      'config_unreadable',
      /other\.yaml.*init/,
    ],
    ['no name of one', ['-p', 'deb', '-f', ''], 'config_unreadable', /that is no name of a file/],
  ];

  test.each(cases)('%s', async (_, args, code, says) => {
    const cwd = workFolder(LAMP);
    const result = await runCli(['build', '-t', 'out', ...args], { cwd });
    const status = code === 'format_unknown' ? 2 : 1;
    expect(result).toMatchObject({ code: status, stdout: '' });
    expect(result.stderr).toMatch(says);
    expect(result.stderr).toContain(`[${code}]`);
    expect(filesIn(join(cwd, 'out'))).toEqual([]);
  });

  test('files that are not there hide nothing else that is wrong', async () => {
    const recipe = RECIPE.replace('src: oil.conf', 'src: gas.conf').replace('amd64', 'z80');
    const cwd = workFolder({ ...LAMP, 'nfpm.yaml': `${recipe}depends: [a b]\n` });
    const { code, stderr } = await runCli(['build', '-p', 'deb', '-t', 'out'], { cwd });
    expect(code).toBe(1);
    for (const key of ['content_missing', 'arch_unknown', 'relation_invalid']) {
      expect(stderr).toContain(`[${key}]\n`);
    }
  });

  test('no packager is a usage error that names them', async () => {
    const cwd = workFolder(LAMP);
    const result = await runCli(['build', '-t', 'out'], { cwd });
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/apk.*deb.*rpm.*\[usage\]/);
  });

  test.each([
    [['build', '--frobnicate']],
    [['frobnicate']],
    [['build', 'extra', '-p', 'deb']],
    [[]],
  ])('%j is a usage error', async (args) => {
    const result = await runCli(args, { cwd: workFolder(LAMP) });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).not.toBe('');
  });

  test('one package that cannot be built leaves none of the others', async () => {
    const cwd = workFolder({ ...LAMP, 'nfpm.yaml': RECIPE.replace('1.2.3', 'nightly') });
    const result = await runCli(['build', '-p', 'rpm,deb', '-t', 'out'], { cwd });
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/nfpm\.yaml:3:10 version: .*nightly.*\[version_invalid\]/);
    expect(filesIn(join(cwd, 'out'))).toEqual([]);
  });

  test('an interruption leaves nothing behind', async () => {
    const cwd = workFolder({ ...LAMP, wick: new Uint8Array(8 * 1024 * 1024) });
    const controller = new AbortController();
    const result = runCli(['build', '-p', 'deb,rpm', '-t', 'out'], {
      cwd,
      signal: controller.signal,
    });
    controller.abort(new JacoPkgError({ code: 'interrupted', message: 'interrupted by SIGINT' }));
    expect(await result).toMatchObject({ code: 1 });
    expect((await result).stderr).toContain('[interrupted]');
    expect(filesIn(join(cwd, 'out'))).toEqual([]);
  });
});
