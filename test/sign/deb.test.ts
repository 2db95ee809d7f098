import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type ReadMember, readAr } from '../deb/read-deb.ts';
import { needs, output, run } from '../support/tools.ts';
import { GnuPg } from './gnupg.ts';
import { buildSigned } from './project.ts';

const MEMBERS = ['debian-binary', 'control.tar.gz', 'data.tar.gz'];

/** What debsig-verify wants of a package with a signature of this role. */
function policy(id: string, role: string): string {
  const required = `<Required Type="${role}" File="keyring.gpg" id="${id}"/>`;
  return `<?xml version="1.0"?>
<!DOCTYPE Policy SYSTEM "https://www.debian.org/debsig/1.0/policy.dtd">
<Policy xmlns="https://www.debian.org/debsig/1.0/">
  <Origin Name="test" id="${id}" Description="test"/>
  <Selection>${required}</Selection>
  <Verification MinOptional="0">${required}</Verification>
</Policy>
`;
}

needs('dpkg-deb', 'gpg')('a signed deb', () => {
  const gpg = new GnuPg();
  let key = '';
  beforeAll(() => {
    key = gpg.key('Dial Works <dial@works.example>', 'ed25519', 'cert,sign');
    gpg.subkey(key, 'rsa2048', 'sign');
    gpg.export('key.gpg', ['--export-secret-keys', key]);
    gpg.export('keyring.gpg', ['--export', key]);
  });

  const signedDeb = async (signature: object = {}, env = {}) =>
    (await buildSigned('deb', gpg.home, { deb: { signature } }, { env })).path;

  const bodies = (members: readonly ReadMember[]) =>
    Buffer.concat(members.filter(({ name }) => MEMBERS.includes(name)).map(({ bytes }) => bytes));

  test.each(['origin', 'maint', 'archive'])(
    'has a member for %s after all others',
    async (type) => {
      const path = await signedDeb({ key_file: 'key.gpg', type });
      const members = await readAr(path);
      expect(members.map(({ name }) => name)).toEqual([...MEMBERS, `_gpg${type}`]);
      const { stdout } = gpg.verify(members[3]?.bytes ?? Buffer.alloc(0), bodies(members));
      expect(stdout).toContain('[GNUPG:] VALIDSIG');
      output('dpkg-deb', ['--info', path]);
      expect(output('dpkg-deb', ['--contents', path])).toContain('./usr/share/sundial/noon');
    },
  );

  test('has one for origin unless told otherwise', async () => {
    const names = (await readAr(await signedDeb({ key_file: 'key.gpg' }))).map(({ name }) => name);
    expect(names.at(-1)).toBe('_gpgorigin');
  });

  test('is the same once more, and but for its signature the same as unsigned', async () => {
    const first = readFileSync(await signedDeb({ key_file: 'key.gpg' }));
    expect(readFileSync(await signedDeb({ key_file: 'key.gpg' })).equals(first)).toBe(true);
    const plain = readFileSync(await signedDeb());
    expect(first.subarray(0, plain.length).equals(plain)).toBe(true);
    expect(first.length).toBeGreaterThan(plain.length);
  });

  test('has no signature without a key, whatever else is set', async () => {
    const members = await readAr(await signedDeb({ type: 'maint', key_id: '0123456789abcdef' }));
    expect(members.map(({ name }) => name)).toEqual(MEMBERS);
  });

  test('of dpkg-sig lists its members in a signed text', async () => {
    const options = { method: 'dpkg-sig', signer: 'Gno  Mon\n <gno@mon.example>' };
    const members = await readAr(await signedDeb({ key_file: 'key.gpg', ...options }));
    const [signature] = members.slice(3);
    expect(signature?.name).toBe('_gpgbuilder');
    expect(gpg.verify(signature?.bytes ?? Buffer.alloc(0)).stdout).toContain('[GNUPG:] VALIDSIG');

    writeFileSync(join(gpg.home, 'signed'), signature?.bytes ?? '');
    const hash = (name: string, bytes: Buffer) => createHash(name).update(bytes).digest('hex');
    const lines = members.slice(0, 3).map(({ name, bytes }) => {
      return `\t${hash('md5', bytes)} ${hash('sha1', bytes)} ${bytes.length} ${name}\n`;
    });
    expect(gpg.run(['--output', '-', '--decrypt', join(gpg.home, 'signed')])).toBe(
      [
        'Version: 4\nSigner: Gno Mon <gno@mon.example>\nDate: Tue Nov 14 22:13:20 2023\n',
        'Role: builder\nFiles:\n',
        ...lines,
      ].join(''),
    );
  });

  test('of dpkg-sig is signed by the maintainer, in the role that is set', async () => {
    const options = { method: 'dpkg-sig', type: 'maint' };
    const [, , , signature] = await readAr(await signedDeb({ key_file: 'key.gpg', ...options }));
    expect(signature?.name).toBe('_gpgmaint');
    const text = signature?.bytes.toString();
    expect(text).toContain('\nSigner: Sun Dial <sun@dial.example>\n');
    expect(text).toContain('\nRole: maint\n');
  });

  needs('debsig-verify')('debsig-verify', () => {
    // It finds no subkeys, of Debian 12 on.
    const primary = () => ({ key_file: 'key.gpg', key_id: key });
    const verify = (path: string) => {
      const folders = ['policies', 'keyrings'].map((name) => [
        `--${name}-dir`,
        join(gpg.home, name),
      ]);
      return run('debsig-verify', [...folders.flat(), path]);
    };
    const trust = (role: string) => {
      const id = key.slice(-16);
      for (const name of ['policies', 'keyrings']) {
        mkdirSync(join(gpg.home, name, id), { recursive: true });
      }
      cpSync(join(gpg.home, 'keyring.gpg'), join(gpg.home, 'keyrings', id, 'keyring.gpg'));
      writeFileSync(join(gpg.home, 'policies', id, 'test.pol'), policy(id, role));
    };

    test.each(['origin', 'maint', 'archive'])('verifies one of type %s', async (type) => {
      // It finds policies by the key of the origin, so there must be one.
      const path = await signedDeb({ ...primary(), type });
      trust(type);
      if (type !== 'origin') {
        const origin = await readAr(await signedDeb(primary()));
        writeFileSync(join(gpg.home, '_gpgorigin'), origin[3]?.bytes ?? '');
        output('ar', ['q', path, join(gpg.home, '_gpgorigin')]);
      }
      expect(verify(path)).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('Verified package'),
      });
    });

    test('refuses a flipped byte, and what is not signed', async () => {
      const path = await signedDeb(primary());
      trust('origin');
      const bytes = readFileSync(path);
      const at = bytes.indexOf('data.tar.gz') + 100;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(path, bytes);
      expect(verify(path).status).toBe(13);
      expect(verify(await signedDeb()).status).toBe(10);
    });
  });
});
