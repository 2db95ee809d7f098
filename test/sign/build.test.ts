import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FormatName, plan, type Signers } from '../../src/index.ts';
import { scratchFolder } from '../support/tools.ts';
import { ALL, PASSPHRASE, Workspace } from './workspace.ts';

const workspace = new Workspace(scratchFolder());

describe('keys that cannot be used', () => {
  test('are all told at once, where they are named, before anything is built', async () => {
    const reads: unknown[] = [];
    const onProgress = (progress: unknown) => reads.push(progress);
    const { problems, left } = await workspace.attempt({ KEYS: 'text' }, { onProgress });
    expect(problems).toEqual([
      {
        code: 'key_invalid',
        place: { file: 'nfpm.yaml', line: 9, column: 15, key: 'deb.signature.key_file' },
        message: 'text.gpg is no OpenPGP key',
        hint: 'export the key with gpg --export-secret-keys --armor',
      },
      {
        code: 'key_invalid',
        place: { file: 'nfpm.yaml', line: 12, column: 15, key: 'rpm.signature.key_file' },
        message: 'text.gpg is no OpenPGP key',
        hint: 'export the key with gpg --export-secret-keys --armor',
      },
      {
        code: 'key_invalid',
        place: { file: 'nfpm.yaml', line: 15, column: 15, key: 'apk.signature.key_file' },
        message: 'text.pem is no private key in PEM form',
        hint: 'make one with openssl genrsa, or abuild-keygen',
      },
    ]);
    expect(left).toEqual([]);
    expect(reads).toEqual([]);
  });

  test('are told once for all architectures', async () => {
    const { problems } = await workspace.attempt(
      { KEYS: 'no' },
      { arch: ['amd64', 'arm64', 'riscv64'] },
    );
    expect(problems.map(({ code }: { code: string }) => code)).toEqual(
      Array(3).fill('key_unreadable'),
    );
  });

  test('do not stand in the way of a plan', async () => {
    const { packages } = await plan({ packagers: ALL, cwd: workspace.folder, env: { KEYS: 'no' } });
    expect(packages.map(({ pkg }) => pkg.signature?.keyFile)).toEqual([
      'no.gpg',
      'no.gpg',
      'no.pem',
    ]);
  });

  test('are no matter where a signer is given', async () => {
    const sign = () => '';
    const { problems } = await workspace.attempt(
      { KEYS: 'text' },
      { packagers: ['apk'], signers: { apk: { sign } } },
    );
    expect(problems).toMatchObject([{ code: 'signer_failed', place: { key: 'signers.apk.sign' } }]);
  });
});

describe('signers of jaco-pkg.yaml', () => {
  const failure = async (signers: string, format: FormatName) => {
    const cwd = workspace.temporary();
    writeFileSync(join(cwd, 'nfpm.yaml'), 'name: sundial\nversion: 1.2.3\n');
    writeFileSync(join(cwd, 'jaco-pkg.yaml'), `signers:\n${signers}\n`);
    const { problems, left } = await workspace.attempt({}, { cwd, packagers: [format] });
    expect(left).toEqual([]);
    return problems;
  };

  test('are found where they are written', async () => {
    expect(await failure('  deb:\n    key_file: none.gpg', 'deb')).toEqual([
      {
        code: 'key_unreadable',
        place: { file: 'jaco-pkg.yaml', line: 3, column: 15, key: 'signers.deb.key_file' },
        message: 'cannot read the key file none.gpg: there is no such file',
        hint: 'set signers.deb.key_file to the path of the key',
      },
    ]);
    expect(await failure('  rpm:\n    command: [no-such-signer]', 'srpm')).toMatchObject([
      {
        code: 'signer_failed',
        place: { file: 'jaco-pkg.yaml', line: 3, key: 'signers.rpm.command' },
        message: 'the signer command no-such-signer cannot be found',
      },
    ]);
    expect(await failure('  ipk:\n    command: [gpg]', 'ipk')).toMatchObject([
      { code: 'usage', place: { file: 'jaco-pkg.yaml', line: 3, key: 'signers.ipk' } },
    ]);
  });
});

describe('signers of the library', () => {
  const failure = async (packagers: readonly FormatName[], signers: Signers) => {
    const { problems, left } = await workspace.attempt({ KEYS: 'good' }, { packagers, signers });
    expect(left).toEqual([]);
    return problems;
  };

  test('are refused for a format without signatures', async () => {
    expect(await failure(['ipk'], { ipk: { sign: () => '' } })).toEqual([
      {
        code: 'usage',
        place: { key: 'signers.ipk' },
        message: 'a package of format ipk carries no signature',
        hint: 'leave signers.ipk out',
      },
    ]);
  });

  test('are refused when there are two of them', async () => {
    expect(await failure(['apk'], { apk: { keyFile: 'good.pem', command: ['openssl'] } })).toEqual([
      {
        code: 'usage',
        place: { key: 'signers.apk' },
        message: 'signers.apk has more than one of key file, command and callback',
        hint: 'leave one of them',
      },
    ]);
  });

  test('are not asked for formats that are not built', async () => {
    const { problems, left } = await workspace.attempt(
      { KEYS: 'text' },
      { packagers: ['tarball'], signers: { deb: { command: ['no-such-signer'] } } },
    );
    expect(problems).toEqual([]);
    expect(left).toHaveLength(1);
  });

  test('that name a key file say so where it is wrong', async () => {
    expect(await failure(['apk'], { apk: { keyFile: 'text.pem' } })).toMatchObject([
      { code: 'key_invalid', place: { key: 'signers.apk.keyFile' } },
    ]);
    expect(await failure(['deb'], { deb: { keyFile: 'text.gpg', keyId: 'x' } })).toMatchObject([
      { code: 'key_invalid', place: { key: 'signers.deb.keyFile' } },
    ]);
  });

  test('that fail late leave nothing behind', async () => {
    let calls = 0;
    const sign = () => {
      calls += 1;
      throw new Error('out of ink');
    };
    const { problems, left } = await workspace.attempt(
      { KEYS: 'good', NFPM_PASSPHRASE: PASSPHRASE },
      { packagers: ['apk', 'tarball', 'deb'], signers: { deb: { sign } } },
    );
    expect(calls).toBe(1);
    expect(problems).toMatchObject([
      { code: 'signer_failed', message: 'the sign callback for deb failed: out of ink' },
    ]);
    expect(left).toEqual([]);
  });

  test('are ended with the build', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const sign = async () => {
      controller.abort(reason);
      throw new Error('the connection was closed');
    };
    const { problems, left } = await workspace.attempt(
      { KEYS: 'good' },
      { packagers: ['deb'], signers: { deb: { sign } }, signal: controller.signal },
    );
    expect(problems).toEqual([reason]);
    expect(left).toEqual([]);
  });
});
