// A change of key from end to end, as its users type it: the release that brings the new key is
// signed with the old one, clients that install it trust the new one alone.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeSignature, parsePublicKey, parseSecretKey, sign } from '../../src/minisign/index.ts';
import { git, makeProject, write } from '../release/project.ts';
import { jacoPkg } from '../support/cli.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { skipPauses } from './faulty-fs.ts';
import { snapshot } from './world.ts';

skipPauses();
const root = scratchFolder();

const NFPM = `name: jaco
arch: \${PACKAGE_ARCH}
version: \${PACKAGE_VERSION}
maintainer: Jaco <jaco@example.org>
description: two programs
contents:
  - { src: bin/jaco, dst: /jaco, file_info: { mode: 0755 } }
  - { src: bin/jacod, dst: /jacod, file_info: { mode: 0755 } }
`;

const SETTINGS = `release:
  formats: [tarball]
  targets: [{ arch: amd64 }]
  files: [release-pubkey.txt, release-pubkey.rotations]
`;

const program = (name: string, version: string) => `#!/bin/sh\necho ${name} version ${version}\n`;

needs('git')('a change of key', () => {
  let project: string;
  const keys = join(root, 'keys');
  const base = (version: string) => join(root, version);

  /** Runs jaco-pkg in the project. */
  const pkg = (...args: string[]) => jacoPkg(args, { cwd: project });

  async function release(version: string, key: string) {
    for (const name of ['jaco', 'jacod']) write(project, `bin/${name}`, program(name, version));
    git(project, 'add', '.');
    git(project, 'commit', '-q', '--allow-empty', '-m', version);
    git(project, 'tag', '-f', `v${version}`);
    return pkg('release', '--minisign-key', join(keys, key), '-t', base(version), '--clean');
  }

  const keyIn = (path: string) => parsePublicKey(readFileSync(path)).keyId;

  class Client {
    readonly root = mkdtempSync(join(root, 'client-'));
    readonly keyFile = join(this.root, 'release-pubkey.txt');
    readonly #targets = ['jaco', 'jacod'].map((name) => join(this.root, name));

    /** What a user installs by hand, the key from elsewhere. */
    constructor() {
      cpSync(join(keys, 'first.pub'), this.keyFile);
      for (const name of ['jaco', 'jacod']) {
        writeFileSync(join(this.root, name), program(name, '1.0.0'), { mode: 0o755 });
      }
    }

    upgrade(from: string, ...more: string[]) {
      const targets = this.#targets.flatMap((path) => ['-t', path]);
      const where = ['--platform', 'linux', '--arch', 'amd64'];
      return pkg('upgrade', from, '-p', this.keyFile, ...targets, ...where, ...more);
    }

    versions() {
      return this.#targets.map((path) => output(path, []).trim());
    }

    state() {
      return snapshot({ root: this.root });
    }
  }

  const both = (version: string) => [`jaco version ${version}`, `jacod version ${version}`];

  beforeAll(async () => {
    mkdirSync(keys);
    project = makeProject(
      root,
      {
        'nfpm.yaml': NFPM,
        'jaco-pkg.yaml': SETTINGS.replace(', release-pubkey.rotations', ''),
        '.gitignore': '/bin/\n',
      },
      '',
    );
    const first = ['-W', '-s', join(keys, 'first'), '-p', 'release-pubkey.txt'];
    expect(await pkg('minisign', 'keygen', ...first)).toMatchObject({ status: 0 });
    cpSync(join(project, 'release-pubkey.txt'), join(keys, 'first.pub'));
    expect(await release('1.0.0', 'first')).toMatchObject({ status: 0 });
  });

  test('goes from client to client', async () => {
    const [client, late, victim] = [new Client(), new Client(), new Client()];
    expect(client.versions()).toEqual(both('1.0.0'));
    expect(await client.upgrade(base('1.0.0'))).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1.0.0 is installed already'),
    });

    // The vendor makes a new key, and says which release will bring it.
    const rotate = ['-s', join(keys, 'first'), '-n', join(keys, 'second'), '-W'];
    expect(await pkg('minisign', 'rotate', ...rotate, '-r', 'v1.1.0')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Sign release v1.1.0 with the old key'),
    });
    write(project, 'jaco-pkg.yaml', SETTINGS);
    const [oldId, newId] = [
      keyIn(join(keys, 'first.pub')),
      keyIn(join(project, 'release-pubkey.txt')),
    ];
    expect(newId).not.toBe(oldId);

    // That release cannot be signed with the wrong key, nor can one before or after it.
    const refused = { status: 1, stderr: expect.stringContaining('[key_invalid]') };
    expect(await release('1.1.0', 'second')).toMatchObject(refused);
    expect(await release('1.0.9', 'first')).toMatchObject(refused);
    expect(await release('1.2.0', 'first')).toMatchObject(refused);
    expect(await release('1.1.0', 'first')).toMatchObject({ status: 0 });
    expect(await release('1.2.0', 'second')).toMatchObject({ status: 0 });

    // A verifier that trusts both says which one it was.
    const trusted = ['-p', join(keys, 'first.pub'), '-p', join(project, 'release-pubkey.txt')];
    for (const [version, id] of [
      ['1.1.0', oldId],
      ['1.2.0', newId],
    ] as const) {
      const verified = await pkg('verify', base(version), ...trusted, '--json');
      expect(JSON.parse(verified.stdout)).toMatchObject({ keyId: id, isAll: true });
    }

    // A client that takes every release learns the new key from the first, and needs it for the next.
    expect(await client.upgrade(base('1.1.0'))).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(
        `The release brings a new key; ${client.keyFile} trusts now: ${newId}`,
      ),
    });
    expect(client.versions()).toEqual(both('1.1.0'));
    expect(keyIn(client.keyFile)).toBe(newId);
    // The release it has is signed with a key it does not trust any more; it knows it all the same.
    const again = await client.upgrade(base('1.1.0'));
    expect(again).toMatchObject({
      status: 0,
      stdout: `1.1.0 is installed already: jaco-v1.1.0-linux-amd64.tar.gz, signed by key ${oldId}\n`,
    });
    expect(await client.upgrade(base('1.2.0'))).toMatchObject({ status: 0 });
    expect(client.versions()).toEqual(both('1.2.0'));

    // A client that skipped the release is told which one it is, and then comes along.
    const before = late.state();
    expect(await late.upgrade(base('1.2.0'))).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(
        `the signature is by key ${newId}; trusted keys: ${oldId} \\(the key was changed: install release v1\\.1\\.0 first.*\\[upgrade_verification_failed\\]`,
      ),
    });
    expect(late.state()).toEqual(before);
    expect(await pkg('verify', base('1.2.0'), '-p', late.keyFile)).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('install release v1.1.0 first'),
    });
    expect(await late.upgrade(base('1.1.0'))).toMatchObject({ status: 0 });
    expect(await late.upgrade(base('1.2.0'))).toMatchObject({ status: 0 });
    expect(late.versions()).toEqual(both('1.2.0'));

    // Whoever stole the old key can sign what he likes: nobody who has the new one takes it.
    const stolen = base('stolen');
    cpSync(base('1.2.0'), stolen, { recursive: true });
    const key = await parseSecretKey(readFileSync(join(keys, 'first')));
    const list = readFileSync(join(stolen, 'SHA256SUMS'), 'utf8').replaceAll('v1.2.0', 'v6.6.6');
    const signature = await sign(Buffer.from(list), key, { trusted: 'trust me' });
    writeFileSync(join(stolen, 'SHA256SUMS'), list);
    writeFileSync(join(stolen, 'SHA256SUMS.minisig'), encodeSignature(signature));
    const tarball = 'jaco-v1.2.0-linux-amd64.tar.gz';
    cpSync(join(stolen, tarball), join(stolen, tarball.replace('1.2.0', '6.6.6')));
    for (const one of [client, late]) {
      const untouched = one.state();
      expect(await one.upgrade(stolen)).toMatchObject({
        status: 3,
        stderr: expect.stringContaining(`the signature is by key ${oldId}; trusted keys: ${newId}`),
      });
      expect(await one.upgrade(stolen, '--allow-downgrade')).toMatchObject({ status: 3 });
      expect(one.state()).toEqual(untouched);
    }
    // Only one that has not heard of the change would: such a key must be changed at once.
    expect(await victim.upgrade(stolen)).toMatchObject({ status: 0 });
    // Nor is there a way back to what the old key signed.
    expect(await client.upgrade(base('1.0.0'), '--allow-downgrade')).toMatchObject({ status: 3 });
  });

  describe('and another', () => {
    test('is told step by step', async () => {
      const rotate = ['-s', join(keys, 'second'), '-n', join(keys, 'third'), '-W', '-r', 'v1.3.0'];
      expect(await pkg('minisign', 'rotate', ...rotate)).toMatchObject({ status: 0 });
      expect(await release('1.3.0', 'second')).toMatchObject({ status: 0 });
      expect(await release('1.4.0', 'third')).toMatchObject({ status: 0 });
      const client = new Client();
      const first = 'install release v1.1.0 first';
      const second = 'install release v1.3.0 first';
      for (const [version, hint] of [
        ['1.4.0', first],
        ['1.3.0', first],
        ['1.1.0', ''],
        ['1.4.0', second],
        ['1.2.0', ''],
        ['1.4.0', second],
        ['1.3.0', ''],
        ['1.4.0', ''],
      ] as const) {
        const { status, stderr } = await client.upgrade(base(version));
        expect([version, status, stderr]).toEqual([
          version,
          hint ? 3 : 0,
          hint ? expect.stringContaining(hint) : '',
        ]);
      }
      expect(client.versions()).toEqual(both('1.4.0'));
    });

    test.each([
      ['with a key that is not the last', ['-s', 'first', '-n', 'x'], 'clients trust'],
      ['to a file that is there', ['-s', 'third', '-n', 'second'], 'exists already'],
      ['in a release of before', ['-s', 'third', '-n', 'x', '-r', 'v1.3.0'], 'does not come after'],
      ['in what is no release', ['-s', 'third', '-n', 'x', '-r', 'soon'], 'no version'],
    ])('is refused %s', async (_, [, from = '', , to = '', ...more], message) => {
      const args = ['-s', join(keys, from), '-n', join(keys, to), '-W', '-r', 'v2.0.0', ...more];
      const files = () => git(project, 'status', '--porcelain') + readFileSync(join(keys, 'third'));
      const before = files();
      expect(await pkg('minisign', 'rotate', ...args)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining(message),
      });
      expect(files()).toBe(before);
      rmSync(join(keys, 'x'), { force: true });
    });
  });

  needs('minisign')('can be followed', () => {
    test('with minisign alone', () => {
      const lines = readFileSync(join(project, 'release-pubkey.rotations'), 'utf8').split('\n');
      expect(lines).toHaveLength(13);
      const folder = mkdtempSync(join(root, 'by-hand-'));
      cpSync(join(keys, 'first.pub'), join(folder, 'trusted'));
      for (const at of [0, 6]) {
        writeFileSync(
          join(folder, 'new'),
          lines
            .slice(at, at + 2)
            .join('\n')
            .concat('\n'),
        );
        writeFileSync(
          join(folder, 'new.minisig'),
          lines
            .slice(at + 2, at + 6)
            .join('\n')
            .concat('\n'),
        );
        const { status, stdout } = run('minisign', ['-Vm', 'new', '-p', 'trusted'], {
          cwd: folder,
        });
        expect([status, stdout]).toEqual([
          0,
          expect.stringContaining('Trusted comment: release:v1.'),
        ]);
        cpSync(join(folder, 'new'), join(folder, 'trusted'));
      }
    });
  });
});
