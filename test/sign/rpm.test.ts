import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { inspect } from '../../src/inspect/index.ts';
import { type ReadRpm, readRpm, valuesOf } from '../rpm/reader.ts';
import { noise } from '../support/samples.ts';
import { needs, output, run } from '../support/tools.ts';
import { GnuPg } from './gnupg.ts';
import { buildSigned } from './project.ts';

/** Kinds of keys, with the tags their signatures have: of the header, of all. */
const KINDS = [
  { name: 'rsa', says: 'RSA/SHA256', tags: [268, 1002] },
  { name: 'ed25519', says: 'EdDSA/SHA256', tags: [267, 1005] },
  { name: 'subkey', says: 'RSA/SHA256', tags: [268, 1002] },
] as const;
const SIGNATURE_TAGS = [267, 268, 1002, 1005];

needs(
  'rpm',
  'rpmkeys',
  'gpg',
)('a signed rpm', () => {
  const gpg = new GnuPg();
  const database = join(gpg.home, 'database');
  const keyring = (name: string) => join(gpg.home, `${name}.asc`);
  const paths = new Map<string, string>();
  const pathOf = (name: string) => paths.get(name) ?? '';

  const signedRpm = async (name: string, more = {}) => {
    const settings = { rpm: { signature: { key_file: `${name}.gpg` } }, ...more };
    return (await buildSigned('rpm', gpg.home, settings)).path;
  };

  /** What rpmkeys says, and whether it is content. */
  const check = (path: string, folder = database) => {
    const { status, stdout } = run('rpmkeys', ['--dbpath', folder, '-Kv', path]);
    return {
      status,
      lines: stdout
        .split('\n')
        .slice(1)
        .map((line) => line.trim()),
    };
  };

  beforeAll(async () => {
    gpg.key('rsa', 'rsa3072', 'cert,sign');
    gpg.key('ed25519', 'ed25519', 'cert,sign');
    gpg.subkey(gpg.key('subkey', 'rsa2048', 'cert'), 'rsa2048', 'sign');
    for (const { name } of KINDS) {
      gpg.export(`${name}.gpg`, ['--export-secret-keys', name]);
      gpg.export(`${name}.asc`, ['--armor', '--export', name]);
      output('rpmkeys', ['--dbpath', database, '--import', keyring(name)]);
      paths.set(name, await signedRpm(name));
    }
    paths.set('none', (await buildSigned('rpm', gpg.home, {})).path);
  });

  describe.each(KINDS)('with a key of kind $name', ({ name, says, tags }) => {
    const read = (): ReadRpm => readRpm(readFileSync(pathOf(name)));

    test('has two signatures that rpm verifies', () => {
      const { status, lines } = check(pathOf(name));
      expect(status).toBe(0);
      expect(lines).toContainEqual(
        expect.stringMatching(`^Header V4 ${says} Signature, key ID [0-9a-f]{8}: OK$`),
      );
      expect(lines).toContainEqual(expect.stringMatching(`^V4 ${says} Signature, .*: OK$`));
    });

    test('has them under the tags of its kind', () => {
      const found = read().signature.tags.map(({ tag }) => tag);
      expect(found.filter((tag) => SIGNATURE_TAGS.includes(tag))).toEqual(tags);
    });

    test('has one of the header, and one of header and payload', () => {
      const { signature, headerBytes, payload } = read();
      const [header, whole] = tags.map((tag) => Buffer.from(`${valuesOf(signature, tag)}`, 'hex'));
      expect(gpg.verify(header ?? Buffer.alloc(0), headerBytes).stdout).toContain('VALIDSIG');
      const all = Buffer.concat([headerBytes, payload]);
      expect(gpg.verify(whole ?? Buffer.alloc(0), all).stdout).toContain('VALIDSIG');
    });

    test('is inspected under the name of its algorithm, whatever the tags are for', async () => {
      const { signatures } = await inspect(pathOf(name));
      const algorithm = says.replace('/SHA256', '');
      expect(signatures.map((one) => one.name)).toEqual([
        `${algorithm} of the header`,
        `${algorithm} of header and payload`,
      ]);
    });

    test('is not trusted without the key', () => {
      const { status, lines } = check(pathOf(name), join(gpg.home, 'empty'));
      expect(status).toBe(1);
      expect(lines).toContainEqual(expect.stringMatching(/^Header V4 .*: NOKEY$/));
    });

    test.each(['signature', 'header', 'payload'] as const)(
      'is refused with a flipped byte in its %s',
      (part) => {
        const bytes = readFileSync(pathOf(name));
        const { signature, headerBytes, payload } = readRpm(bytes);
        const at = {
          // The last byte of a signature.
          signature: bytes.indexOf(`${valuesOf(signature, tags[0])}`, 0, 'hex') + 200,
          header: bytes.length - payload.length - headerBytes.length / 2,
          payload: bytes.length - payload.length / 2,
        }[part];
        const byte = Math.floor(at);
        bytes[byte] = (bytes[byte] ?? 0) ^ 1;
        const path = join(gpg.home, 'flipped.rpm');
        writeFileSync(path, bytes);
        expect(check(path).status).toBe(1);
      },
    );

    test('is the same once more', async () => {
      const again = readFileSync(await signedRpm(name));
      expect(again.equals(readFileSync(pathOf(name)))).toBe(true);
    });

    test('is but for the signature header the same as unsigned', () => {
      const [signed, plain] = [read(), readRpm(readFileSync(pathOf('none')))];
      expect(signed.headerBytes.equals(plain.headerBytes)).toBe(true);
      expect(signed.payload.equals(plain.payload)).toBe(true);
      const digests = signed.signature.tags.filter(({ tag }) => !SIGNATURE_TAGS.includes(tag));
      const values = (tags: typeof digests) => tags.map(({ tag, values: list }) => [tag, list]);
      expect(values(digests)).toEqual(values([...plain.signature.tags]));
    });
  });

  test('of a size beyond a chunk is signed in pieces', async () => {
    const contents = [{ dst: '/usr/share/sundial/large', data: noise(5_000_000) }];
    expect(check(await signedRpm('rsa', { contents })).status).toBe(0);
  });

  test('of sources is signed like the binary one', async () => {
    const settings = { rpm: { signature: { key_file: 'rsa.gpg' } } };
    const { status, lines } = check((await buildSigned('srpm', gpg.home, settings)).path);
    expect(status).toBe(0);
    expect(lines.filter((line) => / RSA\/SHA256 Signature.*OK$/.test(line))).toHaveLength(2);
  });

  needs('rpmsign')('rpmsign', () => {
    const copy = (name: string) => {
      const path = join(gpg.home, `copy-${name}.rpm`);
      writeFileSync(path, readFileSync(pathOf(name)));
      return path;
    };

    test.each(['rsa', 'none'])('signs a package anew that was signed by %s', (name) => {
      const path = copy(name);
      const program = output('sh', ['-c', 'command -v gpg']).trim();
      const macros = ['--define', '_gpg_name ed25519', '--define', `__gpg ${program}`];
      output('rpmsign', [...macros, '--resign', path], { env: gpg.env });
      const { status, lines } = check(path);
      expect(status).toBe(0);
      expect(lines).toContainEqual(
        expect.stringMatching(/^Header V4 EdDSA\/SHA\d+ Signature.* OK$/),
      );
      expect(
        readRpm(readFileSync(path)).headerBytes.equals(
          readRpm(readFileSync(pathOf('none'))).headerBytes,
        ),
      ).toBe(true);
    });

    test('takes a signature away', () => {
      const path = copy('rsa');
      output('rpmsign', ['--delsign', path]);
      const { signature } = readRpm(readFileSync(path));
      expect(signature.tags.filter(({ tag }) => SIGNATURE_TAGS.includes(tag))).toEqual([]);
      expect(check(path).status).toBe(0);
    });
  });

  needs('root')('a system that takes nothing else', () => {
    const root = join(gpg.home, 'root');
    const rpm = (...args: string[]) =>
      run('rpm', ['--root', root, '--define', '_pkgverify_level all', ...args]);
    beforeAll(() => {
      mkdirSync(root);
      const key = join(root, 'key.asc');
      writeFileSync(key, readFileSync(keyring('rsa')));
      expect(rpm('--import', key).status).toBe(0);
    });

    test('refuses the unsigned', () => {
      const { status, stderr } = rpm('-U', pathOf('none'));
      expect(status).not.toBe(0);
      expect(stderr).toContain('no signature');
    });

    test('refuses one of a stranger', () => {
      const { status, stderr } = rpm('-U', pathOf('ed25519'));
      expect(status).not.toBe(0);
      expect(stderr).toContain('NOKEY');
    });

    test('refuses one with a flipped byte', () => {
      const bytes = readFileSync(pathOf('rsa'));
      bytes[bytes.length - 50] = (bytes.at(-50) ?? 0) ^ 1;
      const path = join(gpg.home, 'flipped.rpm');
      writeFileSync(path, bytes);
      expect(rpm('-U', path).status).not.toBe(0);
      expect(existsSync(join(root, 'usr'))).toBe(false);
    });

    test('installs the signed', () => {
      expect(rpm('-U', pathOf('rsa'))).toMatchObject({ status: 0 });
      expect(existsSync(join(root, 'usr/share/sundial/noon'))).toBe(true);
      expect(rpm('-q', '--qf', '%{RSAHEADER:pgpsig}', 'sundial').stdout).toContain('RSA/SHA256');
      expect(rpm('-V', 'sundial')).toMatchObject({ status: 0, stdout: '' });
    });
  });
});
