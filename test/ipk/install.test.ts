import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ipk } from '../../src/ipk/index.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { dir, file, packageOf } from '../support/package.ts';
import { needs, run, scratchFolder } from '../support/tools.ts';
import { entries, everything } from './everything.ts';

const { relations, version } = packageOf('ipk');

needs('opkg', 'root')('opkg', () => {
  const folder = scratchFolder();

  function newRoot() {
    const root = mkdtempSync(join(folder, 'root-'));
    for (const name of ['var/lock', 'usr/lib/opkg', 'etc/opkg', 'tmp']) {
      mkdirSync(join(root, name), { recursive: true });
    }
    const opkg = (...args: string[]) =>
      run('opkg', ['-o', root, '--force-postinstall', ...args], { env: { PKG_ROOT: root } });
    return { root, opkg, at: (path: string) => join(root, path) };
  }

  async function write(pkg: Package, content: readonly Entry<Source>[]): Promise<string> {
    const path = join(folder, ipk.fileName(pkg));
    writeFileSync(path, await bytesOf(await ipk.assemble(pkg, content, memoryKit)));
    return path;
  }

  const loose = { ...everything, relations: { ...relations, provides: ['clock'] } };
  const pkg = { ...loose, ipk: { ...loose.ipk, essential: false } };

  test('installs with owners, modes, links and scripts, and removes', async () => {
    const { opkg, at } = newRoot();
    expect(opkg('install', await write(pkg, entries))).toMatchObject({ status: 0 });
    expect(opkg('status', 'sundial').stdout).toContain('Version: 1.2.3~rc.1+git7-4');
    expect(lstatSync(at('usr/bin/sundial')).mode & 0o7777).toBe(0o4755);
    expect(lstatSync(at('usr/bin/zonnewijzer')).isSymbolicLink()).toBe(true);
    expect(lstatSync(at('usr/bin/clock')).isSymbolicLink()).toBe(true);
    const deep = `usr/share/${'long'.repeat(20)}/${'name'.repeat(10)}`;
    expect(readFileSync(at(deep), 'utf8')).toBe('deep\n');
    expect(opkg('files', 'sundial').stdout).toContain('/etc/sundial/sundial.conf');
    expect(opkg('remove', 'sundial')).toMatchObject({ status: 0 });
    expect(existsSync(at('usr/bin/sundial'))).toBe(false);
    expect(readFileSync(at('log'), 'utf8')).toContain('postinstall');
  });

  test('upgrades around an edited config', async () => {
    const { opkg, at } = newRoot();
    const content = (hours: string) => [
      dir('/etc', { implicit: true }),
      file('/etc/sundial.conf', hours, { role: 'config' }),
    ];
    const numbered = (text: string) =>
      packageOf('ipk', { arch: 'all', version: { ...version, version: text } });
    expect(opkg('install', await write(numbered('1.0'), content('12')))).toMatchObject({
      status: 0,
    });
    writeFileSync(at('etc/sundial.conf'), '24');
    expect(opkg('install', await write(numbered('1.1'), content('13')))).toMatchObject({
      status: 0,
    });
    expect(readFileSync(at('etc/sundial.conf'), 'utf8')).toBe('24');
    expect(readFileSync(at('etc/sundial.conf-opkg'), 'utf8')).toBe('13');
    expect(opkg('list-changed-conffiles').stdout).toContain('/etc/sundial.conf');
  });

  // A package has no signature and opkg checks no CRC: the index of a feed has its digest, and is
  // what is signed.
  test('takes a package of a feed, and refuses it with a byte flipped', async () => {
    const { root, opkg, at } = newRoot();
    const feed = mkdtempSync(join(folder, 'feed-'));
    const bytes = readFileSync(await write(packageOf('ipk', { arch: 'all' }), [file('/f', 'f')]));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const about = 'Package: sundial\nVersion: 1.2.3\nArchitecture: all\nFilename: sundial.ipk\n';
    const index = `${about}Size: ${bytes.length}\nSHA256sum: ${sha256}\n`;
    writeFileSync(join(feed, 'Packages'), index);
    writeFileSync(at('etc/opkg.conf'), `src sundial file://${feed}\ndest root /\n`);
    const fromFeed = (...args: string[]) => opkg('-f', join(root, 'etc/opkg.conf'), ...args);
    expect(fromFeed('update')).toMatchObject({ status: 0 });
    const flipped = Buffer.from(bytes);
    flipped[bytes.length - 20] = (flipped.at(-20) ?? 0) ^ 1;
    writeFileSync(join(feed, 'sundial.ipk'), flipped);
    const refused = fromFeed('install', 'sundial');
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain('Checksum or size mismatch');
    expect(existsSync(at('f'))).toBe(false);
    writeFileSync(join(feed, 'sundial.ipk'), bytes);
    expect(fromFeed('install', 'sundial')).toMatchObject({ status: 0 });
    expect(readFileSync(at('f'), 'utf8')).toBe('f');
  });
});

needs('bsdtar')('other readers', () => {
  const folder = scratchFolder();

  test('bsdtar lists the container', async () => {
    const path = join(folder, 'x.ipk');
    writeFileSync(path, await bytesOf(await ipk.assemble(everything, entries, memoryKit)));
    expect(run('bsdtar', ['-tf', path]).stdout.trim().split('\n')).toEqual([
      './debian-binary',
      './control.tar.gz',
      './data.tar.gz',
    ]);
  });
});
