import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { inMemory } from '../../src/model/segment.ts';
import { noise } from '../support/samples.ts';
import { needs } from '../support/tools.ts';
import { GnuPg } from './gnupg.ts';
import { signature } from './signers.ts';

const ALGORITHMS = ['rsa2048', 'rsa3072', 'ed25519', 'nistp256', 'nistp384', 'nistp521'];

const DATA = noise(300_000);
const TEXT = Buffer.from('Files: \n\tone \t\r\n- two\n\n-----BEGIN\nthree');

needs('gpg')('a key of gpg', () => {
  const gpg = new GnuPg();
  const fingerprints = new Map<string, string>();
  const fileOf = (name: string) => join(gpg.home, `${name}.gpg`);
  beforeAll(() => {
    for (const name of ALGORITHMS) {
      fingerprints.set(name, gpg.key(name, name, 'sign'));
      gpg.export(`${name}.gpg`, ['--export-secret-keys', name]);
    }
  });

  describe.each([
    ['rsa2048', 'algo 1', 'digest algo 8'],
    ['rsa3072', 'algo 1', 'digest algo 8'],
    ['ed25519', 'algo 22', 'digest algo 8'],
    ['nistp256', 'algo 19', 'digest algo 8'],
    ['nistp384', 'algo 19', 'digest algo 9'],
    ['nistp521', 'algo 19', 'digest algo 10'],
  ] as const)('%s', (name, algorithm, digest) => {
    const request = { signature: { keyFile: fileOf(name) } };
    const valid = () => `[GNUPG:] VALIDSIG ${fingerprints.get(name)}`;

    test('makes a detached signature', async () => {
      const made = await signature(request, [inMemory(DATA.subarray(0, 99)), DATA.subarray(99)]);
      expect(gpg.verify(made, DATA).stdout).toContain(valid());
      const packets = gpg.packets(made);
      const keyId = fingerprints.get(name)?.slice(-16);
      expect(packets).toContain(`:signature packet: ${algorithm}, keyid ${keyId}`);
      expect(packets).toContain(digest);
      expect(packets).toContain('sigclass 0x00');
    });

    test('makes a cleartext signature', async () => {
      const made = await signature(request, TEXT, 'openpgp-cleartext');
      expect(gpg.verify(made).stdout).toContain(valid());
    });

    test('makes signatures that other data does not have', async () => {
      const made = await signature(request, DATA);
      const other = Uint8Array.from(DATA, (byte, at) => (at === 5000 ? byte ^ 1 : byte));
      expect(gpg.verify(made, other).stdout).toContain('[GNUPG:] BADSIG');
    });
  });

  test.each(['rsa2048', 'ed25519'])('%s makes the same signature again', async (name) => {
    const request = { signature: { keyFile: fileOf(name) } };
    const first = await signature(request, DATA);
    const second = await signature(request, [DATA.subarray(0, 7), inMemory(DATA.subarray(7))]);
    expect(Buffer.from(second)).toEqual(Buffer.from(first));
  });

  // Some of these have a number, or a hash, that starts with zeros.
  test.each(['rsa2048', 'ed25519', 'nistp521'] as const)('%s signs anything', async (name) => {
    const file = fileOf(name);
    for (let round = 0; round < 40; round += 1) {
      const data = createHash('sha256').update(`${round}`).digest();
      const made = await signature({ signature: { keyFile: file } }, data);
      expect(gpg.verify(made, data).stdout, `round ${round}`).toContain('[GNUPG:] VALIDSIG');
    }
  });

  test('leaves the text of a cleartext signature readable', async () => {
    const request = { signature: { keyFile: fileOf('ed25519') } };
    const made = Buffer.from(await signature(request, TEXT, 'openpgp-cleartext')).toString();
    expect(made.split('-----BEGIN PGP SIGNATURE-----')[0]).toBe(
      [
        '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n',
        'Files:\n\tone\n- - two\n\n- -----BEGIN\nthree\n',
      ].join(''),
    );
    expect(made).not.toContain('\r');
  });
});

needs('gpg')('the time of a signature', () => {
  const gpg = new GnuPg();
  const keyFile = join(gpg.home, 'key.asc');
  let key = '';
  let subkey = '';
  beforeAll(() => {
    key = gpg.key('made in 2020', 'ed25519', 'cert', { at: '20200101T000000' });
    subkey = gpg.subkey(key, 'ed25519', 'sign', { at: '20210101T000000' });
    gpg.export('key.asc', ['--armor', '--export-secret-keys', key]);
  });
  const made = async (time: number) =>
    /created (\d+)/.exec(gpg.packets(await signature({ signature: { keyFile }, time }, DATA)))?.[1];

  test("is the package's", async () => {
    expect(await made(1_700_000_000)).toBe('1700000000');
  });

  test('is not before that of the subkey, or no one could verify it', async () => {
    expect(await made(0)).toBe(String(Date.UTC(2021, 0, 1) / 1000));
    const old = await signature({ signature: { keyFile }, time: 0 }, DATA);
    expect(gpg.verify(old, DATA).stdout).toContain(`[GNUPG:] VALIDSIG ${subkey}`);
  });

  test('is not before that of the last word on the expiration', async () => {
    gpg.run(['--quick-set-expire', key, '20y', subkey], { at: '20220101T000000' });
    const extended = gpg.export('extended.gpg', ['--export-secret-keys', key]);
    const late = await signature({ signature: { keyFile: extended }, time: 0 }, DATA);
    expect(gpg.packets(late)).toContain(`created ${Date.UTC(2022, 0, 1) / 1000}`);
  });
});
