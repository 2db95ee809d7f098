// Whether docs/json.md names the keys that there are: no more, and no less.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKey } from 'openpgp';
import { describe, expect, test } from 'vitest';
import { ENTRY_FLAGS, RELATION_KINDS } from '../../src/inspect/index.ts';
import { encodePublicKey, encodeSecretKey, publicKeyLine } from '../../src/minisign/index.ts';
import { lyingAr, TAR_END } from '../inspect/attacks/make.ts';
import { hostileTar } from '../inspect/hostile-tar.ts';
import { fixedKey } from '../minisign/fixtures.ts';
import { fakeGithub, TOKEN } from '../publish/fake-github.ts';
import { makeRelease } from '../release/make-release.ts';
import { makeProject } from '../release/project.ts';
import { needs, scratchFolder } from '../support/tools.ts';
import { inject, skipPauses } from '../upgrade/faulty-fs.ts';
import { rotationRelease, stepsOf } from '../upgrade/steps.ts';
import { KEY, makeWorld, upgradeOptions } from '../upgrade/world.ts';
import { differences, unseen } from './json-page.ts';
import { runCli } from './run-cli.ts';

skipPauses();
const root = scratchFolder();
const key = fixedKey(7);
const line = publicKeyLine(key.publicKey);

const NFPM = `name: sundial
arch: amd64
version: 1.2.3
maintainer: Sun Dial <sun@dial.example>
description: Tells the time
depends: [libc6]
scripts: { postinstall: start.sh }
contents:
  - { src: dial, dst: /usr/bin/sundial }
  - { src: dial.conf, dst: /etc/dial.conf, type: config }
  - { src: sundial, dst: /usr/bin/dial, type: symlink }
  - { dst: /var/lib/sundial, type: dir }
  - { dst: /var/log/sundial, type: ghost }
`;

const EXTENSIONS = `rpm:
  capabilities: { /usr/bin/sundial: cap_chown=ep }
signers:
  archlinux: { key_file: key.gpg }
lint:
  allow:
    - { id: homepage-missing, reason: there is none }
`;

async function project(name: string, files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const cwd = join(root, name);
  mkdirSync(cwd);
  const user = { userIDs: [{ name: 'Sun Dial' }], format: 'binary' as const };
  const all = {
    'nfpm.yaml': NFPM,
    'jaco-pkg.yaml': EXTENSIONS,
    'start.sh': '#!/bin/sh\necho start\n',
    'key.gpg': (await generateKey(user)).privateKey,
    dial: '#!/bin/sh\necho twelve\n',
    'dial.conf': 'latitude = 52\n',
    ...files,
  };
  for (const [file, content] of Object.entries(all)) writeFileSync(join(cwd, file), content);
  return cwd;
}

/** Runs a command line with --json, and holds what it prints against a section of the page. */
async function run(
  title: string,
  command: string,
  cwd: string,
  { env = {}, code = 0 }: { env?: Record<string, string>; code?: number } = {},
) {
  const result = await runCli([...command.split(' '), '--json'], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
  });
  expect({ command, code: result.code }).toEqual({ command, code });
  const value = JSON.parse(result.stdout);
  expect(differences(value, title)).toEqual([]);
  return value;
}

describe('docs/json.md has the keys of', () => {
  test('build, inspect, diff and lint', async () => {
    const cwd = await project('one');
    const { artifacts } = await run('build', 'build -p deb,rpm,apk,archlinux', cwd);
    const [deb = '', rpm = '', apk = '', arch = '']: string[] = artifacts.map(
      ({ path }: { path: string }) => path,
    );
    expect(arch.startsWith(cwd)).toBe(true);
    await run('build --dry-run', 'build -p deb,rpm -n', cwd);
    for (const path of [deb, rpm, apk, arch]) await run('inspect', `inspect ${path}`, cwd);
    await run('diff', `diff ${deb} ${rpm}`, cwd);

    const change = { 'nfpm.yaml': NFPM.replace(/1.2.3|libc6/g, '2') };
    const next = await project('two', {
      ...change,
      'dial.conf': 'latitude = 53\n',
      'start.sh': '#!/bin/sh\nset -e\n',
    });
    await run('build', 'build -p rpm,archlinux', next);
    await run('build', 'build -p deb -t dial.deb', next);
    await run('diff', `diff ${deb} ../two/dial.deb`, cwd, { code: 1 });
    await run('diff of folders', 'diff . ../two', cwd, { code: 1 });

    await run('lint', 'lint -p deb', cwd, { code: 1 });
    await run('lint', `lint ${deb} dial`, cwd, { code: 2 });
    await run('lint --list', 'lint --list', cwd);
  });

  test('packages that are odd or damaged', async () => {
    const archive = await hostileTar([
      { name: 'cafab', content: 'x' },
      { name: 'link', type: 'symlink', linkname: 'to-ab' },
      { name: '../out', content: 'x' },
    ]);
    // Names that are no UTF-8, with the same sums.
    const bytes = archive
      .toString('latin1')
      .replace('cafab', 'caf\xc3\0')
      .replace('to-ab', 'to-\xc3\0');
    const bare = lyingAr([
      { name: 'debian-binary', body: Buffer.from('2.0\n') },
      { name: 'control.tar', body: TAR_END },
      { name: 'data.tar', body: TAR_END },
    ]);
    const cwd = await project('odd', {
      'odd.tar': Buffer.from(bytes, 'latin1'),
      'short.deb': '!<arch>\ndebian',
      'bare.deb': bare,
    });
    for (const name of ['short.deb', 'bare.deb']) {
      await run('when a command fails', `inspect ${name}`, cwd, { code: 1 });
    }
    const { entries } = await run('inspect', 'inspect odd.tar', cwd);
    expect(entries).toContainEqual(expect.objectContaining({ pathBase64: 'Y2Fmww==' }));
    expect(entries).toContainEqual(expect.objectContaining({ targetBase64: 'dG8tww==' }));
  });

  test('failures', async () => {
    const cwd = await project('wrong', { 'nfpm.yaml': NFPM.replace('version', 'verison') });
    await run('when a command fails', 'build -p deb', cwd, { code: 1 });
    await run('when a command fails', 'build --verison', cwd, { code: 2 });
  });

  test('verify, publish and minisign verify', async () => {
    const [cwd, github] = [join(root, 'published'), await fakeGithub()];
    await makeRelease(cwd, { 'a.deb': 'deb' }, key);
    await run('verify', `verify . -P ${line}`, cwd);
    await run('when a command fails', `verify . -P ${publicKeyLine(KEY.publicKey)}`, cwd, {
      code: 3,
    });
    await run('minisign verify', `minisign verify SHA256SUMS -P ${line}`, cwd);
    const publish = `publish github . --repo jaco/jaco --tag v1 --api-url ${github.url}`;
    await run('publish github', `${publish} -n`, cwd, { env: { GITHUB_TOKEN: TOKEN } });
    await run('publish github', publish, cwd, { env: { GITHUB_TOKEN: TOKEN } });
  });

  test('upgrade, of one that was interrupted as well', async () => {
    const base = await rotationRelease(join(root, 'release'));
    const steps = await stepsOf(upgradeOptions(makeWorld(root), base));
    const { root: cwd } = makeWorld(root);
    const command = `upgrade ${base} -t bin/jaco -t bin/jacod -P ${publicKeyLine(KEY.publicKey)} --platform linux --arch amd64`;
    const turned = steps.lastIndexOf('rename now.tmp now') + 2;
    const end = await inject({ at: turned, kind: 'read-only' }, () => {});
    await run('when a command fails', command, cwd, { code: 1 }).finally(end);
    const ended = await run('upgrade', command, cwd);
    expect(ended.recovered).toMatchObject([
      { targets: [join(cwd, 'bin/jaco'), join(cwd, 'bin/jacod')] },
    ]);
    const { root: other } = makeWorld(root);
    const { replaced } = await run('upgrade', command, other);
    expect(replaced[0].path).toBe(join(other, 'bin/jaco'));
  });

  needs('git').test('release and release merge', async () => {
    const cwd = makeProject(root);
    writeFileSync(join(root, 'its.key'), await encodeSecretKey(key, 'none'));
    writeFileSync(join(root, 'its.pub'), encodePublicKey(key.publicKey));
    await run('release --dry-run', 'release -n', cwd);
    await run('release', 'release --only linux -t dist/a', cwd);
    await run('release', 'release --only darwin -t dist/b', cwd);
    await run('release', 'release merge dist/a dist/b --minisign-key ../its.key', cwd);
  });

  needs('git').test('nothing else, by what all of these printed', () => {
    expect(unseen()).toEqual([]);
  });
});

test('docs/json.md lists the flags and relations that there are', () => {
  const text = readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8');
  const named = (start: RegExp) =>
    [...text.matchAll(start)].flatMap(([row = '']) =>
      [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
  expect(named(/^\| `(?:depends|conflicts)`.*$/gm)).toEqual([...RELATION_KINDS]);
  const [, ...flags] = named(/^\| `flags` .*(?=;)/gm);
  expect(flags).toEqual([...ENTRY_FLAGS]);
});
