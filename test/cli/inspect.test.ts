import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { apk } from '../../src/apk/index.ts';
import { deb } from '../../src/deb/index.ts';
import { ipk } from '../../src/ipk/index.ts';
import { rpm } from '../../src/rpm/index.ts';
import { written } from '../inspect/sample.ts';
import { jacoPkg } from '../support/cli.ts';
import { scratchFolder } from '../support/tools.ts';

const cwd = scratchFolder();
const run = (...args: string[]) => jacoPkg(['inspect', ...args], { cwd });

beforeAll(async () => {
  for (const format of [deb, rpm, ipk]) {
    writeFileSync(join(cwd, `sundial.${format.name}`), await written(format));
  }
});

describe('jaco-pkg inspect', () => {
  test('shows a deb on a page', async () => {
    const { status, stdout, stderr } = await run('sundial.deb');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.replace(/\d+(\.\d)? k?B \(gzip\)/, 'SIZE (gzip)')).toMatchInlineSnapshot(`
      "sundial 1.2.3  deb, amd64
      Tells the time by daylight

      Maintainer    Sun Dial <sun@dial.example>
      Homepage      https://dial.example
      Section       utils, optional
      Size          SIZE (gzip), 79.9 kB installed

      Depends       clock
      Conflicts     moondial
      Provides      dial

      Scripts       postrm  3 lines, /bin/sh
                    preinst  3 lines, /bin/sh

       70.0 kB  /  4 files
          14 B  ├─ etc/sundial/  drwxr-x--- root:adm
          14 B  │  └─ sundial.conf  config noreplace
       70.0 kB  └─ usr/
          19 B     ├─ bin/
          19 B     │  ├─ sundial  -rwsr-xr-x root:root
                   │  └─ dial  -> sundial
       70.0 kB     └─ share/sundial/
       70.0 kB        └─ shadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadow ß

      Digests       ok  md5sums: 3
      Signatures    none
      "
    `);
  });

  test('lists files', async () => {
    const { stdout } = await run('--files', 'sundial.rpm');
    expect(stdout).toMatchInlineSnapshot(`
      "drwxr-x---  root:adm       -  2023-11-14 22:13  /etc/sundial
      -rw-r--r--  root:root     14  2023-11-14 22:13  /etc/sundial/sundial.conf (config, noreplace)
      lrwxrwxrwx  root:root      -  2023-11-14 22:13  /usr/bin/dial -> sundial
      -rwsr-xr-x  root:root     19  2023-11-14 22:13  /usr/bin/sundial
      -rw-r--r--  root:root  70000  2020-09-13 12:26  /usr/share/sundial/shadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadowshadow ß
      "
    `);
  });

  test('prints scripts and control files', async () => {
    expect((await run('--scripts', 'sundial.ipk')).stdout).toMatchInlineSnapshot(`
      "==> preinst
      #!/bin/sh
      set -e
      echo before

      ==> postrm
      #!/bin/sh
      set -e
      echo gone
      "
    `);
    expect((await run('--control', 'sundial.ipk')).stdout).toMatchInlineSnapshot(`
      "==> control
      Architecture: x86_64
      Description: Tells the time by daylight
      Maintainer: Sun Dial <sun@dial.example>
      Package: sundial
      Priority: optional
      Version: 1.2.3
      Conflicts: moondial
      Depends: clock
      Homepage: https://dial.example
      License: MIT
      Installed-Size: 68
      Provides: dial
      Section: utils
      Vendor: Dial Works

      ==> conffiles
      /etc/sundial/sundial.conf

      ==> preinst
      #!/bin/sh
      set -e
      echo before

      ==> postrm
      #!/bin/sh
      set -e
      echo gone
      "
    `);
    expect((await run('--control', 'sundial.rpm')).stdout).toContain('Version: 1.2.3\n');
  });

  test('prints JSON', async () => {
    const { stdout } = await run('--json', 'sundial.deb');
    const read = JSON.parse(stdout);
    expect(read).toMatchObject({ format: 'deb', file: 'sundial.deb', notes: [] });
    expect(
      read.entries.find(({ path }: { path: string }) => path === '/usr/bin/sundial'),
    ).toMatchObject({
      type: 'file',
      mode: '4755',
      digests: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(read.controlFiles[0]).toMatchObject({ name: 'control', text: /^Package: sundial/ });
  });

  test('exits 3 where the package is not what it says', async () => {
    const bytes = await written(deb, { compression: { name: 'none' } });
    bytes[bytes.indexOf('date +%H') + 6] = 0x4d;
    writeFileSync(join(cwd, 'changed.deb'), bytes);
    const { status, stdout } = await run('changed.deb');
    expect(status).toBe(3);
    expect(stdout).toMatch(
      /wrong {2}md5sums\n +\/usr\/bin\/sundial: [0-9a-f]{32}, not [0-9a-f]{32}\n/,
    );
  });

  test('exits 3 where a key is given and nothing is signed', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(join(cwd, 'key.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(join(cwd, 'sundial.apk'), await written(apk));
    const { status, stdout, stderr } = await run('-k', 'key.pub', 'sundial.apk');
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
    expect(stdout).toMatch(/^Signatures +none$/m);
    expect((await run('-k', 'key.pub', '--json', 'sundial.apk')).status).toBe(3);
    expect((await run('sundial.apk')).status).toBe(0);
  });

  test('shows all packages in a folder', async () => {
    mkdirSync(join(cwd, 'dist'));
    for (const format of [rpm, deb]) {
      writeFileSync(join(cwd, `dist/sundial.${format.name}`), await written(format));
    }
    writeFileSync(join(cwd, 'dist/SHA256SUMS'), '');
    const { status, stdout, stderr } = await run('dist');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const pages = [await run('dist/sundial.deb'), await run('dist/sundial.rpm')];
    const [first, second] = pages.map((page) => page.stdout);
    expect(stdout).toBe(`dist/sundial.deb:\n${first}\ndist/sundial.rpm:\n${second}`);
    const all = JSON.parse((await run('--json', 'dist/')).stdout);
    expect(all).toMatchObject({
      packages: [{ file: 'dist/sundial.deb' }, { file: 'dist/sundial.rpm' }],
    });
    mkdirSync(join(cwd, 'none'));
    const none = await run('none');
    expect(none).toMatchObject({ status: 1, stdout: '' });
    expect(none.stderr).toContain('there is no package in the folder [package_unreadable]');
  });

  test('says where a package is damaged', async () => {
    writeFileSync(join(cwd, 'cut.deb'), (await written(deb)).subarray(0, 200));
    const { status, stderr, stdout } = await run('cut.deb');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /cut\.deb byte \d+: ar member control\.tar\.gz claims \d+ bytes.*\[package_malformed\]/,
    );
  });

  test('writes nothing to the terminal that it could take for a command', async () => {
    const entry = '\u001b]0;owned\u0007';
    writeFileSync(join(cwd, 'evil.deb'), await written(deb, { description: `a${entry}\u202eb` }));
    for (const flag of ['', '--control', '--files', '--scripts']) {
      const { stdout } = await run(...[flag, 'evil.deb'].filter(Boolean));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });
});
