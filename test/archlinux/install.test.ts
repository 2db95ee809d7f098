import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archlinux } from '../../src/archlinux/index.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { dir, file, packageOf, symlink } from '../support/package.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { entries, everything } from './everything.ts';

needs(
  'pacman',
  'busybox',
  'root',
)('pacman', () => {
  const folder = scratchFolder();
  const { relations, version } = packageOf('archlinux');
  // Nothing else is installed, so nothing else can be required.
  const alone: Partial<Package> = { relations, archlinux: everything.archlinux };

  /** A root with a shell, and pacman set up to trust what has no signature. */
  function newRoot() {
    const root = mkdtempSync(join(folder, 'root-'));
    for (const name of ['bin', 'var/lib/pacman', 'var/cache/pacman', 'etc']) {
      mkdirSync(join(root, name), { recursive: true });
    }
    copyFileSync('/usr/bin/busybox', join(root, 'bin/busybox'));
    for (const shell of ['sh', 'bash']) symlinkSync('busybox', join(root, 'bin', shell));
    const config = join(folder, 'pacman.conf');
    writeFileSync(
      config,
      '[options]\nArchitecture = auto\nSigLevel = Never\nLocalFileSigLevel = Never\n',
    );
    const options = ['--config', config, '--root', root, '--dbpath', join(root, 'var/lib/pacman')];
    const pacman = (...args: string[]) =>
      run('pacman', [
        ...options,
        '--cachedir',
        join(root, 'var/cache/pacman'),
        '--noconfirm',
        ...args,
      ]);
    return { root, pacman, at: (path: string) => join(root, path) };
  }

  async function write(pkg: Package, content: readonly Entry<Source>[]): Promise<string> {
    const path = join(folder, archlinux.fileName(pkg));
    writeFileSync(path, await bytesOf(await archlinux.assemble(pkg, content, memoryKit)));
    return path;
  }

  test('installs everything, and finds it unchanged', async () => {
    const { pacman, at } = newRoot();
    const path = await write({ ...everything, ...alone }, entries);
    expect(pacman('-U', path)).toMatchObject({ status: 0 });
    expect(pacman('-Qkk', 'sundial').stdout).toMatch(
      /^sundial: \d+ total files, 0 altered files\n$/,
    );
    expect(pacman('-Q').stdout).toBe('sundial 2:1.2.3rc_1-4\n');
    expect(statSync(at('usr/bin/sundial')).mode & 0o7777).toBe(0o4755);
    expect(readFileSync(at('log'), 'utf8')).toBe(
      'pre_install 2:1.2.3rc_1-4\npost_install 2:1.2.3rc_1-4\n',
    );
    const info = pacman('-Qi', 'sundial').stdout;
    for (const line of [/Description +: Tells the time by daylight/, /Packager +: A B <a@b/]) {
      expect(info).toMatch(line);
    }
  });

  test('shows what the package can do more with', async () => {
    const { pacman } = newRoot();
    const optdepends = ['gnomon: a longer shadow', 'tzdata>=2024', 'python-astral'];
    const pkg = packageOf('archlinux', {
      archlinux: { ...packageOf('archlinux').archlinux, optdepends },
    });
    expect(archlinux.check(pkg, [])).toEqual([]);
    expect(pacman('-U', await write(pkg, [file('/usr/sundial', '')]))).toMatchObject({ status: 0 });
    const shown = pacman('-Qi', 'sundial').stdout.split(/^(?=\S)/m);
    expect(shown.find((field) => field.startsWith('Optional Deps'))).toMatch(
      /: gnomon: a longer shadow\n +tzdata>=2024\n +python-astral\n/,
    );
  });

  test('sees a file that was changed', async () => {
    const { pacman, at } = newRoot();
    pacman('-U', await write({ ...everything, ...alone }, entries));
    writeFileSync(at('usr/share/ünï cödé/#=\\ "日時計"'), 'changed');
    expect(pacman('-Qkk', 'sundial').stdout).toContain('1 altered file');
  });

  test('upgrades around an edited config, and removes', async () => {
    const { pacman, at } = newRoot();
    const content = (hours: string) => [
      dir('/etc', { implicit: true }),
      file('/etc/sundial.conf', hours, { role: 'config' }),
      dir('/usr', { implicit: true }),
      file('/usr/sundial', hours),
      symlink('/usr/link', 'sundial'),
    ];
    const numbered = (text: string) => ({
      ...packageOf('archlinux', alone),
      scripts: everything.scripts,
      version: { ...version, version: text },
    });
    expect(pacman('-U', await write(numbered('1.0'), content('12')))).toMatchObject({ status: 0 });
    writeFileSync(at('etc/sundial.conf'), '24');
    rmSync(at('log'));
    expect(pacman('-U', await write(numbered('1.1'), content('13')))).toMatchObject({ status: 0 });
    expect(readFileSync(at('etc/sundial.conf'), 'utf8')).toBe('24');
    expect(readFileSync(at('etc/sundial.conf.pacnew'), 'utf8')).toBe('13');
    expect(readFileSync(at('usr/sundial'), 'utf8')).toBe('13');
    expect(pacman('-R', 'sundial')).toMatchObject({ status: 0 });
    expect(existsSync(at('usr/sundial'))).toBe(false);
    expect(existsSync(at('usr/link'))).toBe(false);
    expect(readFileSync(at('etc/sundial.conf.pacsave'), 'utf8')).toBe('24');
    expect(readFileSync(at('log'), 'utf8').split('\n')).toEqual([
      'pre_upgrade 1.1-1 1.0-1',
      'post_upgrade 1.1-1 1.0-1',
      'pre_remove 1.1-1',
      'post_remove 1.1-1',
      '',
    ]);
  });
});

needs('bsdtar')('bsdtar', () => {
  const folder = scratchFolder();

  test('reads .MTREE as a list of what is in the package', async () => {
    const path = join(folder, 'x.pkg.tar.gz');
    writeFileSync(path, await bytesOf(await archlinux.assemble(everything, entries, memoryKit)));
    const list = join(folder, 'list.mtree');
    writeFileSync(list, output('sh', ['-c', `bsdtar -xOf ${path} .MTREE | gunzip`]));
    const listed = output('bsdtar', ['-tf', list])
      .split('\n')
      .map((line) => line.replace(/\/$/, ''));
    const inside = output('bsdtar', ['-tf', path])
      .split('\n')
      .map((line) => line.replace(/\/$/, ''));
    const expected = inside.filter((name) => name && name !== '.MTREE').map((name) => `./${name}`);
    expect(listed.filter(Boolean).sort()).toEqual(expected.sort());
  });
});
