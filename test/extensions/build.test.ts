import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build, type ExtensionsInput, plan } from '../../src/index.ts';
import { filesIn, runCli, workFolder } from '../cli/run-cli.ts';

const NFPM = `name: sundial
version: 1.2.3
arch: all
maintainer: Sun Dial <sun@dial.example>
description: tells the time
license: MIT
contents:
  - { src: app, dst: /usr/share/sundial, type: tree }
  - { src: README, dst: /usr/share/doc/sundial/README, type: readme }
scripts:
  postinstall: postinstall
`;

const files = {
  'nfpm.yaml': NFPM,
  'app/face': 'XII',
  'app/face.map': '{}',
  README: 'Look up.',
  postinstall: '#!/bin/sh\ntrue\n',
};

const DRY = ['build', '--dry-run', '-q', '-p'];

test('a jaco-pkg.yaml beside the configuration counts', async () => {
  const cwd = workFolder({
    ...files,
    'jaco-pkg.yaml': 'exclude: ["*.map"]\ndocs: all\nmodes: { all: { file: 0600 } }\n',
  });
  const shown = await runCli(['build', '--dry-run', '-p', 'deb'], { cwd });
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toMatch(/^ {2}-rw------- .* \/usr\/share\/doc\/sundial\/README /m);
  expect(shown.stdout).not.toContain('face.map');
});

test('and another that is named, in its place', async () => {
  const cwd = workFolder({ ...files, 'jaco-pkg.yaml': 'docs: nonsense', 'x.yaml': 'docs: all' });
  expect(await runCli([...DRY, 'deb', '-x', 'x.yaml'], { cwd })).toMatchObject({ code: 0 });
});

test('what is wrong with either file is told together', async () => {
  const cwd = workFolder({
    ...files,
    'nfpm.yaml': `${NFPM}nmae: x\n`,
    'jaco-pkg.yaml': 'exclud: []\n',
  });
  const { code, stderr } = await runCli([...DRY, 'deb'], { cwd });
  expect(code).toBe(1);
  expect(
    stderr
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[1]),
  ).toEqual(['nfpm.yaml:12:1', 'jaco-pkg.yaml:1:1']);
});

test('an exclude that leaves nothing out of any package is told once', async () => {
  const cwd = workFolder({
    ...files,
    'jaco-pkg.yaml': 'exclude: ["*.map", "*.none"]\ntarball: { include: [{ src: README }] }\n',
  });
  const { code, stderr } = await runCli([...DRY, 'apk,deb,tarball'], { cwd });
  expect(code).toBe(0);
  expect(stderr.split('\n').filter((line) => line.includes('exclude_no_match'))).toEqual([
    'warning: jaco-pkg.yaml:1:20 exclude[1]: the exclude "*.none" leaves nothing out (it applies to what trees, globs and folders bring in, by its path in the package) [exclude_no_match]',
  ]);
});

test('a unit that is not in the package is told of, by the formats that have scripts', async () => {
  const cwd = workFolder({
    ...files,
    'jaco-pkg.yaml': 'systemd: [{ unit: a.service }]\ndocs: all',
  });
  const { stderr } = await runCli([...DRY, 'deb,rpm,tarball'], { cwd });
  expect(stderr).toBe(
    'warning: jaco-pkg.yaml:1:19 systemd[0].unit: the package brings no a.service (put a.service into /usr/lib/systemd/system) [unit_missing]\n',
  );
});

test('a script of another language has no room for shell code', async () => {
  const cwd = workFolder({
    ...files,
    postinstall: '#!/usr/bin/perl\n',
    'jaco-pkg.yaml': 'tmpfiles: README\n',
  });
  const { code, stderr } = await runCli([...DRY, 'deb'], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain('nfpm.yaml:11:16 scripts.postinstall: ');
  expect(stderr).toContain('is run by /usr/bin/perl');
  expect(stderr).toContain('[script_language]');
});

test('a tarball is laid out as asked', async () => {
  const cwd = workFolder({
    ...files,
    'jaco-pkg.yaml':
      'tarball: { root: "$PACKAGE_NAME-$PACKAGE_VERSION", include: [{ src: app, mode: 0755 }, { src: README }] }\n',
  });
  const { packages } = await plan({ packagers: ['tarball'], cwd, env: {} });
  expect(packages[0]?.pkg.tarball).toEqual({ root: 'sundial-1.2.3' });
  expect(packages[0]?.entries.map(({ path, mode }) => `${path} ${mode.toString(8)}`)).toEqual([
    '/README 644',
    '/app 755',
    '/app/face 755',
    '/app/face.map 755',
  ]);
});

test('signers of the extensions sign, unless the caller names others', async () => {
  const cwd = workFolder({ ...files, 'jaco-pkg.yaml': 'signers: { deb: { command: [gone] } }\n' });
  const target = join(cwd, 'out');
  const options = { packagers: ['deb'], cwd, target, env: { PATH: '' } } as const;
  await expect(build(options)).rejects.toThrow('the signer command gone cannot be found');
  expect(filesIn(target)).toEqual([]);
  await expect(build({ ...options, signers: { deb: { command: ['other'] } } })).rejects.toThrow(
    'the signer command other cannot be found',
  );
});

test('from a script, extensions are an object, and files none', async () => {
  const cwd = workFolder({ ...files, 'jaco-pkg.yaml': 'nonsense' });
  const extensions: ExtensionsInput = { exclude: ['*.map'] };
  const config = {
    name: 'sundial',
    version: '1.2.3',
    contents: [{ src: 'app', dst: '/app', type: 'tree' }],
  } as const;
  const names = async (given: ExtensionsInput | undefined) => {
    const options = { config, packagers: ['deb'], cwd, env: {} } as const;
    const { packages } = await plan({ ...options, ...(given && { extensions: given }) });
    return packages[0]?.entries.map(({ path }) => path);
  };
  expect(await names(extensions)).toEqual(['/app', '/app/face']);
  expect(await names(undefined)).toEqual(['/app', '/app/face', '/app/face.map']);
});
