import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BuildOptions } from '../../src/index.ts';
import { readTar } from '../support/read-tar.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { buildSigned } from './project.ts';

const folder = scratchFolder();
const MAINTAINER_KEY = 'sun@dial.example.rsa.pub';

const signedApk = async (settings: object, options: Partial<BuildOptions> = {}) =>
  (await buildSigned('apk', folder, settings, options)).path;

const withKey = (more: object = {}) => ({
  apk: { signature: { key_file: 'key.pem', ...more } },
});

/** Name and content of the first file of a package. */
async function first(path: string) {
  const [member] = await readTar(gunzipSync(readFileSync(path)));
  return { name: member?.name ?? '', content: member?.content ?? Buffer.alloc(0) };
}

/** Lengths of the gzip members of a package. */
function sections(path: string): Buffer[] {
  const bytes = readFileSync(path);
  const starts: number[] = [];
  const magic = Buffer.from([0x1f, 0x8b, 8, 0]);
  for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) starts.push(at);
  return starts.map((start, index) => bytes.subarray(start, starts[index + 1]));
}

needs('openssl')('a signed apk', () => {
  beforeAll(() => {
    output('openssl', ['genrsa', '-out', join(folder, 'key.pem'), '2048']);
    const open = ['-pubout', '-out', join(folder, 'key.pub')];
    output('openssl', ['rsa', '-in', join(folder, 'key.pem'), ...open]);
  });

  test.each([
    [{}, {}, `.SIGN.RSA.${MAINTAINER_KEY}`],
    [{}, { maintainer: 'sun@dial.example' }, `.SIGN.RSA.${MAINTAINER_KEY}`],
    [{ key_name: 'origin' }, {}, '.SIGN.RSA.origin.rsa.pub'],
    [{ key_name: 'me@example.com-5f3a.rsa.pub' }, {}, '.SIGN.RSA.me@example.com-5f3a.rsa.pub'],
  ])('names its key: %j %j', async (more, settings, name) => {
    expect((await first(await signedApk({ ...withKey(more), ...settings }))).name).toBe(name);
  });

  test.each([
    ['', 'sha1', '.SIGN.RSA.'],
    ['sha1', 'sha1', '.SIGN.RSA.'],
    ['sha256', 'sha256', '.SIGN.RSA256.'],
  ] as const)('with hash "%s" signs its second section with %s', async (asked, hash, prefix) => {
    const signers = asked ? { apk: { hash: asked } } : {};
    const path = await signedApk(withKey(), { signers });
    const { name, content } = await first(path);
    expect(name).toBe(prefix + MAINTAINER_KEY);
    writeFileSync(join(folder, 'signature'), content);
    writeFileSync(join(folder, 'control'), sections(path)[1] ?? '');
    const check = ['-verify', join(folder, 'key.pub'), '-signature', join(folder, 'signature')];
    const { stdout } = run('openssl', ['dgst', `-${hash}`, ...check, join(folder, 'control')]);
    expect(stdout).toBe('Verified OK\n');
  });

  test('is the same once more, and but for its first section the same as unsigned', async () => {
    const [signature, ...rest] = sections(await signedApk(withKey()));
    const [again] = sections(await signedApk(withKey()));
    expect(signature?.equals(again ?? Buffer.alloc(0))).toBe(true);
    const plain = readFileSync(await signedApk({}));
    expect(Buffer.concat(rest).equals(plain)).toBe(true);
  });

  test('may be signed by a function, or a program', async () => {
    const want = readFileSync(await signedApk(withKey()));
    const command = ['openssl', 'dgst', '-sha1', '-sign', 'key.pem'];
    const byProgram = await signedApk({}, { signers: { apk: { command } } });
    expect(readFileSync(byProgram).equals(want)).toBe(true);
    const { content } = await first(byProgram);
    const byFunction = await signedApk({}, { signers: { apk: { sign: () => content } } });
    expect(readFileSync(byFunction).equals(want)).toBe(true);
  });

  describe('without a name for its key', () => {
    test.each([
      [{}, { maintainer: 'Sun Dial' }, /^the signing key has no name, and the maintainer no email/],
      [{ key_name: 'keys/mine' }, {}, /^"keys\/mine.rsa.pub" is no name for a file/],
      [{ key_name: 'my key' }, {}, /^"my key.rsa.pub" is no name for a file/],
      [{ key_name: 'k'.repeat(80) }, {}, /^"k{80}.rsa.pub" is no name for a file/],
    ])('is not built: %j %j', async (more, settings, message) => {
      await expect(signedApk({ ...withKey(more), ...settings })).rejects.toMatchObject({
        problems: [
          {
            code: 'name_invalid',
            place: { key: expect.stringMatching(/^apk\.signature/) },
            message: expect.stringMatching(message),
          },
        ],
      });
    });
  });

  describe.each(['apk', 'apk3'])('%s', (program) => {
    needs(program, 'root')('as the judge', () => {
      /** A root that trusts these keys. */
      const newRoot = (...names: string[]) => {
        const root = mkdtempSync(join(folder, 'root-'));
        mkdirSync(join(root, 'etc/apk/keys'), { recursive: true });
        for (const name of names) {
          cpSync(join(folder, 'key.pub'), join(root, 'etc/apk/keys', name));
        }
        const apk = (...args: string[]) => run(program, ['--root', root, '--no-network', ...args]);
        expect(apk('add', '--initdb', '--arch', 'x86_64')).toMatchObject({ status: 0 });
        return { root, apk };
      };

      test.each(['sha1', 'sha256'] as const)('verifies and installs, with %s', async (hash) => {
        const path = await signedApk(withKey(), { signers: { apk: { hash } } });
        const { root, apk } = newRoot(MAINTAINER_KEY);
        expect(apk('verify', path)).toMatchObject({ status: 0 });
        expect(apk('add', path)).toMatchObject({ status: 0 });
        expect(existsSync(join(root, 'usr/share/sundial/noon'))).toBe(true);
        expect(apk('info', '-e', 'sundial').status).toBe(0);
      });

      test('trusts no other key, and none by another name', async () => {
        const path = await signedApk(withKey());
        for (const names of [[], ['other.rsa.pub']]) {
          const { root, apk } = newRoot(...names);
          expect(apk('verify', path).status).not.toBe(0);
          expect(apk('add', path).status).not.toBe(0);
          expect(existsSync(join(root, 'usr'))).toBe(false);
        }
      });

      test('refuses what is not signed', async () => {
        const { root, apk } = newRoot(MAINTAINER_KEY);
        expect(apk('add', await signedApk({})).status).not.toBe(0);
        expect(existsSync(join(root, 'usr'))).toBe(false);
      });

      test.each([0, 1, 2])('refuses a flipped byte in section %i', async (index) => {
        const path = await signedApk(withKey());
        const parts = sections(path);
        const part = parts[index] ?? Buffer.alloc(0);
        const at = part.length - 60;
        part[at] = (part[at] ?? 0) ^ 1;
        writeFileSync(path, Buffer.concat(parts));
        const { root, apk } = newRoot(MAINTAINER_KEY);
        expect(apk('verify', path).status).not.toBe(0);
        expect(apk('add', path).status).not.toBe(0);
        expect(existsSync(join(root, 'usr/share/sundial/noon'))).toBe(false);
      });
    });
  });
});
