import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { encodePublicKey, publicKeyLine } from '../../src/minisign/index.ts';
import { scratchFolder } from '../support/tools.ts';
import {
  KEY,
  makeRelease,
  makeWorld,
  OTHER_KEY,
  snapshot,
  tar,
  versionIn,
  type World,
} from '../upgrade/world.ts';
import { runCli } from './run-cli.ts';

const root = scratchFolder();
const line = publicKeyLine(KEY.publicKey);
const release = makeRelease(join(root, 'release'), '1.1.0', {
  extra: { 'release-pubkey.txt': encodePublicKey(OTHER_KEY.publicKey) },
});

const MACHINE = ['--platform', 'linux', '--arch', 'amd64'];
const targetsOf = ({ targets }: World) => targets.flatMap((path) => ['-t', path]);

async function upgrade(world: World, ...more: string[]) {
  return runCli(['upgrade', await release, ...targetsOf(world), ...MACHINE, ...more], {
    cwd: world.root,
  });
}

describe('jaco-pkg upgrade', () => {
  test('asks the first target what is installed, and tells what it did', async () => {
    const world = makeWorld(root);
    expect(await upgrade(world, '-p', world.keyFile)).toEqual({
      code: 0,
      stdout:
        'Upgraded from 1.0.0 to 1.1.0: jaco-v1.1.0-linux-amd64.tar.gz, signed by key F000000000000001\n' +
        '  bin/jaco\n  bin/jacod\n  etc/release-pubkey.txt\n' +
        `The release brings a new key; ${world.keyFile} trusts now: F000000000000002\n`,
      stderr: '',
    });
    expect(versionIn(world)).toBe('1.1.0');
    expect(await upgrade(world, '-p', world.keyFile)).toMatchObject({
      code: 0,
      stdout:
        '1.1.0 is installed already: jaco-v1.1.0-linux-amd64.tar.gz, signed by key F000000000000001\n',
    });
  });

  test('tells it in JSON, or not at all', async () => {
    const [world, other] = [makeWorld(root), makeWorld(root)];
    const { stdout } = await upgrade(world, '-P', line, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'upgraded',
      from: '1.0.0',
      to: '1.1.0',
      replaced: world.targets.map((path) => ({ path, sha256: expect.stringMatching(/^\w{64}$/) })),
      newKeys: [publicKeyLine(OTHER_KEY.publicKey)],
      recovered: [],
    });
    const quiet = await upgrade(other, '-P', line, '-q');
    expect(quiet).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('says which key to trust where it has no file to put it into', async () => {
    const { stdout } = await upgrade(makeWorld(root), '-P', line);
    expect(stdout).toContain('trust for later releases, in place of the old: F000000000000002');
  });

  test('ends with 3 for a release that is not to be trusted', async () => {
    const world = makeWorld(root);
    const before = snapshot(world);
    const refused = await upgrade(world, '-P', publicKeyLine(OTHER_KEY.publicKey));
    expect(refused).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(/the signature is by key .*\[upgrade_verification_failed\]\n$/),
    });
    const json = await upgrade(world, '-P', publicKeyLine(OTHER_KEY.publicKey), '--json');
    expect(JSON.parse(json.stdout).errors[0].code).toBe('upgrade_verification_failed');
    expect(snapshot(world)).toEqual(before);
  });

  test('goes back only when it is told to', async () => {
    const world = makeWorld(root);
    const args = ['-P', line, '--installed', 'v2.0.0'];
    expect(await upgrade(world, ...args)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('allow it with --allow-downgrade) [upgrade_downgrade]'),
    });
    expect(await upgrade(world, ...args, '--allow-downgrade')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Upgraded from 2.0.0 to 1.1.0'),
    });
  });

  test('finds the files that are called otherwise', async () => {
    const world = makeWorld(root);
    const tarball = gzipSync(
      tar([
        ['x/usr/bin/a', 'one'],
        ['x/usr/bin/b', 'two'],
      ]),
    );
    const name = 'lamp-v3.0.0-darwin-arm64.tar.gz';
    const base = await makeRelease(join(root, 'lamp'), '3.0.0', { tarball, name });
    const targets = ['-t', `${world.targets[0]}=usr/bin/a`, '-t', `${world.targets[1]}=usr/bin/b`];
    const product = ['--product', 'lamp', '--platform', 'darwin', '--arch', 'arm64'];
    const args = ['upgrade', base, ...targets, ...product, '-P', line, '--installed', '2.9.9'];
    expect(await runCli(args)).toMatchObject({ code: 0 });
    expect(world.targets.map((path) => readFileSync(path, 'utf8'))).toEqual(['one', 'two']);
  });

  test.each([
    ['no target', ['-P', line], 'no target is given'],
    ['no key', ['-t', 'x'], 'no public key is given'],
    ['keys of both kinds', ['-t', 'x', '-P', line, '-p', 'y'], 'both -p and -P are given'],
  ])('is not called with %s', async (_, args, message) => {
    const result = await runCli(['upgrade', await release, ...args], { cwd: root });
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });

  test.each([
    ['fails', '#!/bin/sh\nexit 1\n', 'jaco --version fails'],
    ['tells none', '#!/bin/sh\necho 10.0.0.1 is up\n', 'jaco --version tells no version'],
  ])('asks to be told the version when the program %s', async (_, text, message) => {
    const world = makeWorld(root);
    writeFileSync(world.targets[0], text);
    chmodSync(world.targets[0], 0o755);
    expect(await upgrade(world, '-P', line)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        `${message} \\(say which version is installed\\) \\[version_invalid\\]`,
      ),
    });
  });
});
