// What a package is configured to have is in it, or it is said that it is not.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspect } from '../../src/inspect/index.ts';
import { filesIn, runCli, workFolder } from './run-cli.ts';

const KEYS = ['depends', 'recommends', 'suggests', 'conflicts', 'replaces', 'provides'];

const RECIPE = `name: lamp
arch: amd64
version: 1.2.3
epoch: 2
maintainer: Lamp Lighter <lamp@lighter.example>
${KEYS.map((key) => `${key}: [to-${key}]\n`).join('')}`;

const keyOf = (line: string) => /^warning: nfpm\.yaml:\d+:\d+ (\w+): /.exec(line)?.[1];

describe.each(['apk', 'archlinux', 'deb', 'ipk', 'rpm'])('%s', (format) => {
  test('has every relation that it does not say it leaves out', async () => {
    const cwd = workFolder({ 'nfpm.yaml': RECIPE });
    const { code, stderr } = await runCli(['build', '-p', format, '-t', 'out'], { cwd });
    expect(code).toBe(0);
    const [name = ''] = filesIn(join(cwd, 'out'));
    const { relations, metadata } = await inspect(join(cwd, 'out', name));
    const found = KEYS.filter((key) => JSON.stringify(relations).includes(`"to-${key}"`));
    const epoch = /(^|[^0-9])2:1\.2\.3/.test(metadata.version) ? ['epoch'] : [];
    const warned = stderr.split('\n').filter(Boolean).map(keyOf);
    expect([...found, ...epoch, ...warned].sort()).toEqual([...KEYS, 'epoch'].sort());
  });
});

test('msix has none of them', async () => {
  const yaml = `${RECIPE.replace('epoch: 2\n', '')}contents:
  - {src: lamp.exe, dst: /lamp.exe}
  - {src: lamp.png, dst: /lamp.png}
msix:
  publisher: CN=Lamp
  properties: {logo: lamp.png}
  applications: [{id: Lamp, executable: lamp.exe}]
`;
  const cwd = workFolder({ 'nfpm.yaml': yaml, 'lamp.exe': '', 'lamp.png': '' });
  const { code, stderr } = await runCli(['build', '-p', 'msix', '-n'], { cwd });
  expect(code).toBe(0);
  expect(stderr.split('\n').filter(Boolean).map(keyOf).sort()).toEqual([...KEYS].sort());
});

describe('a warning', () => {
  test('says where, what, for which format, and what to do', async () => {
    const cwd = workFolder({ 'nfpm.yaml': RECIPE });
    const { stderr } = await runCli(['build', '-p', 'apk', '-n'], { cwd });
    expect(stderr.split('\n')).toEqual([
      'warning: nfpm.yaml:9:12 conflicts: conflicts is left out of apk, where there is no place for it (write !NAME in overrides.apk.depends: apk reads that as a conflict) [key_left_out]',
      'warning: nfpm.yaml:7:13 recommends: recommends is left out of apk, where there is no place for it (write it under overrides, for the formats that have it) [key_left_out]',
      'warning: nfpm.yaml:8:11 suggests: suggests is left out of apk, where there is no place for it (write it under overrides, for the formats that have it) [key_left_out]',
      'warning: nfpm.yaml:4:8 epoch: epoch is left out of apk, where there is no place for it (raise the version instead) [key_left_out]',
      '',
    ]);
  });

  test('is not given for what other formats have, or for epoch 0', async () => {
    const yaml = RECIPE.replace('epoch: 2', 'epoch: 0')
      .replace('conflicts: [to-conflicts]\n', '')
      .replace('recommends: [to-recommends]\n', '')
      .replace('suggests: [to-suggests]\n', '');
    const overrides = 'overrides: {deb: {recommends: [a], suggests: [b], conflicts: [c]}}\n';
    const cwd = workFolder({ 'nfpm.yaml': yaml + overrides });
    const { stderr } = await runCli(['build', '-p', 'apk,deb,archlinux', '-n'], { cwd });
    expect(stderr).toBe('');
  });

  test('points into overrides where it was written there, and is in the JSON', async () => {
    const yaml = 'name: lamp\nversion: 1.0.0\noverrides: {apk: {suggests: [b]}}\n';
    const cwd = workFolder({ 'nfpm.yaml': yaml });
    const { stdout } = await runCli(['build', '-p', 'apk', '-t', 'out', '--json'], { cwd });
    expect(JSON.parse(stdout).warnings).toMatchObject([
      {
        code: 'key_left_out',
        place: { line: 3, key: 'overrides.apk.suggests' },
        hint: 'remove it: what it is written for does not have it',
      },
    ]);
  });

  test('is given once for all formats', async () => {
    const yaml = `name: lamp
version: 1.0.0
contents: [{src: nfpm.yaml, dst: /doc, type: doc}, {dst: /log, type: ghost}]
`;
    const cwd = workFolder({ 'nfpm.yaml': yaml });
    const args = ['build', '-p', 'apk,deb,ipk,rpm', '-a', 'amd64,arm64', '-n'];
    const { stderr } = await runCli(args, { cwd });
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(
        /^warning: nfpm.yaml:3:\d+ contents\[0\]: \/doc is left out of apk, deb and ipk: type doc is for rpm alone \(/,
      ),
      '',
    ]);
  });
});
