import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FormatName } from '../../src/model/package.ts';
import { needs } from '../support/tools.ts';
import { GnuPg } from './gnupg.ts';
import { signature } from './signers.ts';

const DATA = Buffer.from('the shadow falls on three');
const PASSPHRASE = 'correct horse';

interface Ask {
  readonly keyId?: string;
  readonly passphrase?: string;
  readonly format?: FormatName;
  readonly time?: number;
}

needs('gpg')('the keys of a file', () => {
  const gpg = new GnuPg();
  const at = '20220101T000000';
  const ids: Record<string, string> = {};
  const locked = { passphrase: PASSPHRASE };

  beforeAll(() => {
    ids['primary'] = gpg.key('Tree <tree@key.example>', 'ed25519', 'cert,sign', { ...locked, at });
    const primary = ids['primary'];
    ids['first'] = gpg.subkey(primary, 'ed25519', 'sign', { ...locked, at: '20220102T000000' });
    ids['encrypts'] = gpg.subkey(primary, 'cv25519', 'encr', { ...locked, at: '20220103T000000' });
    ids['newest'] = gpg.subkey(primary, 'rsa2048', 'sign', { ...locked, at: '20220104T000000' });
    const brief = { ...locked, at: '20220105T000000', expires: '1m' };
    ids['expired'] = gpg.subkey(primary, 'ed25519', 'sign', brief);
    gpg.export('tree.gpg', ['--export-secret-keys', primary], locked);
    gpg.export('tree.asc', ['--armor', '--export-secret-keys', primary], locked);
    gpg.export('subkeys.asc', ['--armor', '--export-secret-subkeys', primary], locked);
    gpg.export('one.gpg', ['--export-secret-subkeys', `${ids['first']}!`], locked);
    gpg.export('public.asc', ['--armor', '--export', primary]);

    const plain = gpg.key('Plain', 'ed25519', 'cert,sign');
    ids['plain'] = plain;
    gpg.export('plain.gpg', ['--export-secret-keys', plain]);
    gpg.export('both.asc', ['--armor', '--export-secret-keys', primary, plain], locked);
    ids['certifies'] = gpg.key('Certifies', 'ed25519', 'cert');
    gpg.export('certifies.gpg', ['--export-secret-keys', ids['certifies']]);
    ids['old'] = gpg.key('Old', 'ed25519', 'cert,sign', { at, expires: '1y' });
    gpg.export('old.gpg', ['--export-secret-keys', ids['old']]);
    ids['passing'] = gpg.key('Passing', 'ed25519', 'cert,sign', { expires: '2y' });
    gpg.export('passing.gpg', ['--export-secret-keys', ids['passing']]);
  });

  const path = (name: string) => join(gpg.home, name);

  const ask = (name: string, { keyId = '', passphrase = PASSPHRASE, format, time }: Ask = {}) =>
    signature(
      {
        signature: { keyFile: name, keyId },
        env: passphrase ? { NFPM_PASSPHRASE: passphrase } : {},
        cwd: gpg.home,
        ...(format && { format }),
        ...(time !== undefined && { time }),
      },
      DATA,
    );

  /** Name of the key that signs. */
  const signs = async (name: string, options?: Ask) => {
    const { stdout } = gpg.verify(await ask(name, options), DATA);
    const [, fingerprint] = /VALIDSIG (\w+)/.exec(stdout) ?? [];
    return Object.keys(ids).find((id) => ids[id] === fingerprint) ?? stdout;
  };

  const problem = async (name: string, options?: Ask) => {
    const error: unknown = await ask(name, options).catch((thrown) => thrown);
    const [found] = (error as { problems?: readonly object[] }).problems ?? [];
    return found ?? error;
  };

  test.each(['tree.gpg', 'tree.asc', 'subkeys.asc'])(
    'of %s the signing subkey that was bound last signs',
    async (name) => {
      expect(await signs(name)).toBe('newest');
    },
  );

  test('of which one subkey is all there is: that one signs', async () => {
    expect(await signs('one.gpg')).toBe('first');
  });

  test('of which one is the only: it signs', async () => {
    expect(await signs('plain.gpg', { passphrase: '' })).toBe('plain');
    expect(await signs('plain.gpg', { passphrase: 'not needed' })).toBe('plain');
  });

  test.each(['primary', 'first', 'newest'])('sign when asked for by id: %s', async (name) => {
    const fingerprint = ids[name] ?? '';
    expect(await signs('tree.gpg', { keyId: fingerprint })).toBe(name);
    expect(await signs('tree.asc', { keyId: fingerprint.slice(-16).toLowerCase() })).toBe(name);
    expect(await signs('tree.asc', { keyId: `0x${fingerprint.slice(-16)}` })).toBe(name);
  });

  test('of several people: only when asked for by id', async () => {
    expect(await problem('both.asc')).toMatchObject({
      code: 'key_invalid',
      message: 'both.asc holds several keys that can sign',
      hint: expect.stringContaining('set deb.signature.key_id to one of'),
    });
    expect(await signs('both.asc', { keyId: ids['plain'] ?? '' })).toBe('plain');
  });

  describe('are refused', () => {
    const place = { file: 'nfpm.yaml', key: 'deb.signature.key_file' };

    test('when no key has the id', async () => {
      expect(await problem('plain.gpg', { keyId: '0123456789abcdef' })).toEqual({
        code: 'key_invalid',
        place,
        message: 'plain.gpg holds no key 0123456789abcdef',
        hint: `it holds ${ids['plain']?.slice(-16)}`,
      });
    });

    test.each(['', 'x', '12345678', 'bc8acdd415bd80b', 'bc8acdd415bd80b3!', 'tree@key.example'])(
      'when the id is %j, unless that is none',
      async (keyId) => {
        if (keyId === '') return expect(await signs('plain.gpg', { keyId })).toBe('plain');
        expect(await problem('plain.gpg', { keyId })).toEqual({
          code: 'key_invalid',
          place,
          message: `${JSON.stringify(keyId)} is no key id`,
          hint: 'set deb.signature.key_id to 16 or 40 hex digits',
        });
      },
    );

    test('when it is locked, and there is no passphrase', async () => {
      expect(await problem('tree.gpg', { passphrase: '' })).toEqual({
        code: 'key_password',
        place,
        message: 'the key in tree.gpg is locked, and there is no passphrase',
        hint: 'set NFPM_DEB_PASSPHRASE or NFPM_PASSPHRASE',
      });
    });

    test.each(['tree.gpg', 'subkeys.asc', 'one.gpg'])(
      'when the passphrase is wrong: %s',
      async (name) => {
        expect(await problem(name, { passphrase: 'wrong horse' })).toEqual({
          code: 'key_password',
          place,
          message: `the passphrase in NFPM_PASSPHRASE does not unlock the key in ${name}`,
          hint: 'set NFPM_PASSPHRASE to the right one',
        });
      },
    );

    test.each([
      ['certifies.gpg', 'certifies', 'is not for signing'],
      ['old.gpg', 'old', 'has expired on 2023-01-01'],
    ])('when it cannot sign: %s', async (name, id, reason) => {
      expect(await problem(name)).toEqual({
        code: 'key_invalid',
        place,
        message: `no key in ${name} can sign: ${ids[id]?.slice(-16)} ${reason}`,
        hint: 'use a key, or add a subkey, that may sign and has not expired',
      });
    });

    test('when it will have expired at the time of the package', async () => {
      expect(await signs('passing.gpg')).toBe('passing');
      const time = Date.UTC(2100, 0, 1) / 1000;
      expect(await problem('passing.gpg', { time })).toMatchObject({
        code: 'key_invalid',
        message: expect.stringMatching(/^no key in passing.gpg can sign: \w{16} has expired on 20/),
      });
    });

    test.each([
      ['expired', 'tree.gpg', 'has expired on 2022-02-04'],
      ['encrypts', 'tree.gpg', 'is not for signing'],
      ['primary', 'subkeys.asc', 'has no secret part there'],
      ['newest', 'one.gpg', undefined],
    ])('when asked for by id: %s in %s', async (id, name, reason) => {
      const keyId = ids[id]?.slice(-16) ?? '';
      const message = reason
        ? `no key in ${name} can sign: ${keyId} ${reason}`
        : `${name} holds no key ${keyId}`;
      expect(await problem(name, { keyId })).toMatchObject({ code: 'key_invalid', message });
    });

    test('when the key has been revoked', async () => {
      const revoked = gpg.key('Revoked', 'ed25519', 'cert,sign');
      const certificate = gpg.bytes(join('openpgp-revocs.d', `${revoked}.rev`)).toString();
      // A colon keeps it from being imported by mistake.
      gpg.import(certificate.replace(/^:-----BEGIN/m, '-----BEGIN'));
      gpg.export('revoked.gpg', ['--export-secret-keys', revoked]);
      expect(await problem('revoked.gpg')).toMatchObject({
        code: 'key_invalid',
        message: expect.stringMatching(/can sign: \w{16} has been revoked$/),
      });
    });

    test('when it is too short', async () => {
      const short = gpg.key('Short', 'rsa1024', 'cert,sign');
      gpg.export('short.gpg', ['--export-secret-keys', short]);
      expect(await problem('short.gpg')).toMatchObject({
        code: 'key_invalid',
        message: expect.stringMatching(/cannot be used: RSA keys shorter than 2047 bits/),
      });
    });

    test('when package managers do not know its kind', async () => {
      const curve = gpg.key('Brainpool', 'brainpoolP256r1', 'cert,sign');
      gpg.export('brainpool.gpg', ['--export-secret-keys', curve]);
      expect(await problem('brainpool.gpg')).toMatchObject({
        code: 'key_invalid',
        message: expect.stringMatching(/of a kind that cannot be used: ecdsa brainpoolP256r1$/),
      });
    });

    test('when rpm does not know its kind', async () => {
      const curve = gpg.key('Nist', 'nistp256', 'cert,sign');
      gpg.export('nist.gpg', ['--export-secret-keys', curve]);
      expect(await signs('nist.gpg')).toContain(`VALIDSIG ${curve}`);
      expect(await problem('nist.gpg', { format: 'rpm' })).toMatchObject({
        code: 'key_invalid',
        place: { key: 'rpm.signature.key_file' },
        message: expect.stringContaining('is for ECDSA, and rpm 4.18 and older refuse'),
      });
    });

    test('when they are public', async () => {
      expect(await problem('public.asc')).toEqual({
        code: 'key_invalid',
        place,
        message: 'public.asc holds a public key, and no secret one',
        hint: 'export the key with gpg --export-secret-keys --armor',
      });
    });

    test('when some of its bytes are not right', async () => {
      const broken = Buffer.from(gpg.bytes('plain.gpg'));
      broken.fill(0, 5, 90);
      writeFileSync(path('broken.gpg'), broken);
      expect(await problem('broken.gpg')).toMatchObject({ code: 'key_invalid' });
    });
  });

  test.each([
    ['nothing', ''],
    ['text', '# not a key\n'],
    ['pem', '-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n'],
    [
      'armor',
      '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nAAAA\n-----END PGP PRIVATE KEY BLOCK-----\n',
    ],
    ['cut', '-----BEGIN PGP PRIVATE KEY BLOCK-----\n'],
    ['binary', Buffer.alloc(99, 0xff)],
  ])('are none in a file of another kind: %s', async (name, content) => {
    writeFileSync(path(name), content);
    expect(await problem(name)).toMatchObject({
      code: 'key_invalid',
      message: `${name} is no OpenPGP key`,
    });
  });

  test('are not read from where none can be', async () => {
    mkdirSync(path('folder'));
    writeFileSync(path('large'), Buffer.alloc(1_048_577));
    for (const [name, reason] of [
      ['missing', 'there is no such file'],
      ['folder', 'it is a folder'],
      ['large', 'it is larger than 1048576 bytes'],
      ['plain.gpg/x', 'ENOTDIR'],
    ] as const) {
      expect(await problem(name)).toEqual({
        code: 'key_unreadable',
        place: { file: 'nfpm.yaml', key: 'deb.signature.key_file' },
        message: `cannot read the key file ${name}: ${reason}`,
        hint: 'set deb.signature.key_file to the path of the key',
      });
    }
  });
});
