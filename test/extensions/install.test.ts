import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Root } from '../apk/root.ts';
import { RpmRoot } from '../rpm/rpm-root.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { Fakes, type Program } from './fakes.ts';
import {
  ALL,
  DISABLE,
  ENABLE,
  pacmanProduct,
  product,
  RELOAD,
  RESTART,
  START,
  STOP,
  USERS,
} from './product.ts';

const folder = scratchFolder();
const PROGRAMS: readonly Program[] = ['systemctl', 'systemd-sysusers', 'systemd-tmpfiles'];

function furnish(root: string, programs: readonly Program[], isBooted: boolean): Fakes {
  Fakes.furnish(root, isBooted);
  const fakes = new Fakes(join(root, 'usr/bin'), join(root, 'log'), '/log');
  fakes.add(programs);
  return fakes;
}

/** What is left where systemd does not run. */
const CONTAINER = [ENABLE, DISABLE];
const ofSystemctl = (lines: readonly string[]) =>
  lines.filter((line) => line.startsWith('systemctl'));

needs(
  'rpm',
  'busybox',
  'root',
)('rpm', () => {
  const newRoot = async (programs: readonly Program[], isBooted: boolean) => {
    const root = await RpmRoot.make(mkdtempSync(join(folder, 'rpm-')));
    return { root, fakes: furnish(root.path, programs, isBooted) };
  };

  test('installs, upgrades and erases', async () => {
    const { root, fakes } = await newRoot(PROGRAMS, true);
    // There is nobody to make the user, so root gets the file; rpm says so.
    root.try('-i', await product('rpm', '1.0.0', folder));
    expect(fakes.take()).toEqual([
      USERS,
      'own preinstall 1',
      'own postinstall 1',
      ...ALL,
      ENABLE,
      RELOAD,
      START,
    ]);
    root.try('-U', await product('rpm', '1.1.0', folder));
    expect(fakes.take()).toEqual([
      USERS,
      'own preinstall 2',
      'own postinstall 2',
      ...ALL,
      RELOAD,
      'own preremove 1',
      'own postremove 1',
      RELOAD,
      RESTART,
    ]);
    root.rpm('-e', 'app');
    expect(fakes.take()).toEqual([STOP, DISABLE, 'own preremove 0', 'own postremove 0', RELOAD]);
  });

  test('where systemd does not run, and where there is none', async () => {
    const { root, fakes } = await newRoot(['systemctl'], false);
    root.try('-i', await product('rpm', '1.0.0', folder));
    root.try('-U', await product('rpm', '1.1.0', folder));
    expect(root.rpm('-e', 'app')).toBe('');
    expect(ofSystemctl(fakes.take())).toEqual(CONTAINER);
    const { root: bare } = await newRoot([], false);
    expect(bare.try('-i', await product('rpm', '1.0.0', folder)).status).toBe(0);
    expect(bare.rpm('-e', 'app')).toBe('');
  });
});

for (const apk of ['apk', 'apk3']) {
  needs(
    apk,
    'busybox',
    'root',
  )(apk, () => {
    const newRoot = (programs: readonly Program[], isBooted: boolean) => {
      const root = new Root(apk, folder);
      return { root, fakes: furnish(root.path, programs, isBooted) };
    };

    test('installs, upgrades and removes', async () => {
      const { root, fakes } = newRoot(PROGRAMS, true);
      expect(root.apk('add', await product('apk', '1.0.0', folder))).toMatchObject({ status: 0 });
      expect(fakes.take()).toEqual([
        USERS,
        'own preinstall 1.0.0',
        'own postinstall 1.0.0',
        ...ALL,
        ENABLE,
        RELOAD,
        START,
      ]);
      expect(root.apk('add', await product('apk', '1.1.0', folder))).toMatchObject({ status: 0 });
      expect(fakes.take()).toEqual([
        USERS,
        'own preupgrade 1.1.0',
        'own postupgrade 1.1.0',
        ...ALL,
        RELOAD,
        RESTART,
      ]);
      expect(root.apk('del', 'app')).toMatchObject({ status: 0 });
      expect(fakes.take()).toEqual([
        STOP,
        DISABLE,
        'own preremove 1.1.0',
        'own postremove 1.1.0',
        RELOAD,
      ]);
    });

    test('where systemd does not run, and where there is none', async () => {
      const { root, fakes } = newRoot(['systemctl'], false);
      for (const version of ['1.0.0', '1.1.0']) {
        root.apk('add', await product('apk', version, folder));
      }
      expect(root.apk('del', 'app')).toMatchObject({ status: 0 });
      expect(ofSystemctl(fakes.take())).toEqual(CONTAINER);
      const { root: bare } = newRoot([], false);
      expect(bare.apk('add', await product('apk', '1.0.0', folder)).stderr).not.toContain('ERROR');
      expect(bare.apk('del', 'app')).toMatchObject({ status: 0 });
    });
  });
}

needs(
  'pacman',
  'busybox',
  'root',
)('pacman', () => {
  const newRoot = (programs: readonly Program[], isBooted: boolean) => {
    const root = mkdtempSync(join(folder, 'pacman-'));
    for (const name of ['bin', 'var/lib/pacman', 'var/cache/pacman', 'etc']) {
      mkdirSync(join(root, name), { recursive: true });
    }
    copyFileSync(output('sh', ['-c', 'command -v busybox']).trim(), join(root, 'bin/busybox'));
    for (const shell of ['sh', 'bash']) symlinkSync('busybox', join(root, 'bin', shell));
    const config = join(folder, 'pacman.conf');
    writeFileSync(
      config,
      '[options]\nArchitecture = auto\nSigLevel = Never\nLocalFileSigLevel = Never\n',
    );
    const options = ['--config', config, '--root', root, '--dbpath', join(root, 'var/lib/pacman')];
    const cache = ['--cachedir', join(root, 'var/cache/pacman'), '--noconfirm'];
    const pacman = (...args: string[]) => {
      const outcome = run('pacman', [...options, ...cache, ...args]);
      // A script that fails is no more than told of.
      expect(outcome).toMatchObject({ status: 0 });
      expect(outcome.stdout + outcome.stderr).not.toMatch(/error|failed/);
    };
    return { pacman, fakes: furnish(root, programs, isBooted) };
  };

  test('installs, upgrades and removes', async () => {
    const { pacman, fakes } = newRoot(PROGRAMS, true);
    pacman('-U', await pacmanProduct('1.0.0', folder));
    expect(fakes.take()).toEqual([
      USERS,
      'own preinstall 1.0.0-1',
      'own postinstall 1.0.0-1',
      ...ALL,
      ENABLE,
      RELOAD,
      START,
    ]);
    pacman('-U', await pacmanProduct('1.1.0', folder));
    expect(fakes.take()).toEqual([
      USERS,
      'own preupgrade 1.1.0-1',
      'own postupgrade 1.1.0-1',
      ...ALL,
      RELOAD,
      RESTART,
    ]);
    pacman('-R', 'app');
    expect(fakes.take()).toEqual([
      STOP,
      DISABLE,
      'own preremove 1.1.0-1',
      'own postremove 1.1.0-1',
      RELOAD,
    ]);
  });

  test('where systemd does not run, and where there is none', async () => {
    const { pacman, fakes } = newRoot(['systemctl'], false);
    pacman('-U', await pacmanProduct('1.0.0', folder));
    pacman('-U', await pacmanProduct('1.1.0', folder));
    pacman('-R', 'app');
    expect(ofSystemctl(fakes.take())).toEqual(CONTAINER);
    const bare = newRoot([], false);
    bare.pacman('-U', await pacmanProduct('1.0.0', folder));
    bare.pacman('-R', 'app');
  });
});

needs('opkg', 'root').test(
  'opkg, filling a root, leaves the machine it runs on alone',
  async () => {
    const root = mkdtempSync(join(folder, 'opkg-'));
    for (const name of ['var/lock', 'usr/lib/opkg', 'etc/opkg', 'tmp']) {
      mkdirSync(join(root, name), { recursive: true });
    }
    const fakes = new Fakes(join(folder, 'host'), join(folder, 'host.log'));
    fakes.add(PROGRAMS);
    const env = { PATH: `${fakes.folder}:${process.env['PATH']}`, DPKG_ROOT: root };
    const opkg = (...args: string[]) =>
      expect(run('opkg', ['-o', root, '--force-postinstall', ...args], { env }).status).toBe(0);
    opkg('install', await product('ipk', '1.0.0', folder));
    opkg('install', await product('ipk', '1.1.0', folder));
    opkg('remove', 'app');
    expect(fakes.take()).toEqual([]);
    const own = new Fakes(join(root, 'usr/bin'), join(root, 'log')).take();
    expect(own).toContain('own preremove remove');
  },
);
