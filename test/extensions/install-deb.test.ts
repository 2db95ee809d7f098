import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { DpkgRoot } from '../deb/dpkg-root.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { Fakes, PROGRAMS, type Program } from './fakes.ts';
import { ALL, DISABLE, ENABLE, product, RELOAD, START, STOP, USERS } from './product.ts';

const folder = scratchFolder();

/** A root with the programs, in which systemd runs or does not. */
function newRoot(programs: readonly Program[], isBooted = true) {
  const root = new DpkgRoot(mkdtempSync(join(folder, 'root-')));
  const fakes = new Fakes(root.file('usr/bin'), root.file('log'), '/log');
  fakes.add(programs);
  Fakes.furnish(root.path, isBooted);
  return { root, fakes };
}

needs(
  'dpkg',
  'busybox',
  'root',
)('dpkg, in a root of its own', () => {
  test('without deb-systemd-helper', async () => {
    const { root, fakes } = newRoot(['systemctl', 'systemd-sysusers', 'systemd-tmpfiles']);
    root.dpkg('-i', await product('deb', '1.0.0', folder));
    expect(fakes.take()).toEqual([
      USERS,
      'own preinstall install',
      'own postinstall configure',
      ...ALL,
      ENABLE,
      RELOAD,
      START,
    ]);
    root.dpkg('-i', await product('deb', '1.1.0', folder));
    expect(fakes.take()).toEqual([
      'own preremove upgrade',
      USERS,
      'own preinstall upgrade',
      'own postremove upgrade',
      'own postinstall configure',
      ...ALL,
      RELOAD,
      'systemctl restart app.service',
    ]);
    root.dpkg('-r', 'app');
    expect(fakes.take()).toEqual([
      STOP,
      DISABLE,
      'own preremove remove',
      'own postremove remove',
      RELOAD,
    ]);
    root.dpkg('-P', 'app');
    expect(fakes.take()).toEqual(['own postremove purge']);
  });

  test('with it', async () => {
    const { root, fakes } = newRoot(PROGRAMS);
    root.dpkg('-i', await product('deb', '1.0.0', folder));
    const asked = fakes.take();
    expect(asked).toContain('deb-systemd-helper enable app.service');
    expect(asked.at(-1)).toBe('deb-systemd-invoke start app.service');
    expect(asked).not.toContain(ENABLE);
    root.dpkg('-i', await product('deb', '1.1.0', folder));
    expect(fakes.take().at(-1)).toBe('deb-systemd-invoke restart app.service');
    root.dpkg('-P', 'app');
    expect(fakes.take()).toEqual([
      'deb-systemd-invoke stop app.service',
      'own preremove remove',
      'own postremove remove',
      RELOAD,
      'own postremove purge',
      'deb-systemd-helper purge app.service',
    ]);
  });

  test('where systemd does not run, and where there is none', async () => {
    const { root, fakes } = newRoot(['systemctl'], false);
    root.dpkg('-i', await product('deb', '1.0.0', folder));
    root.dpkg('-i', await product('deb', '1.1.0', folder));
    root.dpkg('-P', 'app');
    expect(fakes.take().filter((line) => line.startsWith('systemctl'))).toEqual([ENABLE, DISABLE]);
    const { root: bare } = newRoot([], false);
    bare.dpkg('-i', await product('deb', '1.0.0', folder));
    bare.dpkg('-P', 'app');
    expect(bare.status('app')).toBe('');
  });
});

needs('lintian').test('lintian has nothing against the scripts', async () => {
  const own = { postinstall: { data: '#!/bin/sh\nset -e\ntrue\n' } };
  const path = await product('deb', '1.0.0', folder, { scripts: own });
  const options = ['--fail-on', 'none', '--allow-root', '--display-info', '--pedantic'];
  const found = output('lintian', [...options, path]);
  expect(found.split('\n').filter((line) => line.includes('maintainer-script'))).toEqual([]);
});

needs(
  'dpkg',
  'deb-systemd-helper',
  'systemd-sysusers',
  'systemd-tmpfiles',
  'root',
)('the real programs, told to fill a root by DPKG_ROOT', () => {
  let root: DpkgRoot;
  const at = (path: string) => root.file(path);
  const link = 'etc/systemd/system/multi-user.target.wants/app.service';
  const state = 'var/lib/systemd/deb-systemd-helper-enabled/app.service.dsh-also';
  const dpkg = (...args: string[]) => {
    const options = [`--root=${root.path}`, '--force-unsafe-io', '--force-script-chrootless'];
    const outcome = run('dpkg', [...options, ...args]);
    expect(outcome).toMatchObject({ status: 0 });
    return outcome;
  };

  beforeEach(() => {
    root = new DpkgRoot(mkdtempSync(join(folder, 'root-')));
    mkdirSync(at('etc'));
    for (const file of ['passwd', 'group']) writeFileSync(at(`etc/${file}`), '');
  });

  test('make users before the files that are theirs, folders, and enable the unit', async () => {
    dpkg('-i', await product('deb', '1.0.0', folder));
    expect(readFileSync(at('etc/passwd'), 'utf8')).toMatch(/^app:x:977:977:An app:/m);
    expect(existsSync(at('run/app'))).toBe(true);
    expect(readlinkSync(at(link))).toBe('/usr/lib/systemd/system/app.service');
    expect(existsSync(at(state))).toBe(true);
    dpkg('-r', 'app');
    expect(existsSync(at(state))).toBe(true);
    dpkg('-P', 'app');
    expect([link, state].filter((path) => existsSync(at(path)))).toEqual([]);
  });

  test('leave a unit disabled that somebody disabled', async () => {
    dpkg('-i', await product('deb', '1.0.0', folder));
    rmSync(at(link));
    dpkg('-i', await product('deb', '1.1.0', folder));
    expect(existsSync(at(link))).toBe(false);
    expect(readFileSync(at('usr/lib/systemd/system/app.service'), 'utf8')).toContain('# 1.1.0');
  });

  test('are not harmed by going through it twice', async () => {
    const path = await product('deb', '1.0.0', folder);
    dpkg('-i', path);
    dpkg('-i', path);
    dpkg('--configure', '-a');
    expect(readlinkSync(at(link))).toBe('/usr/lib/systemd/system/app.service');
    expect(readFileSync(at('etc/passwd'), 'utf8').match(/^app:/gm)).toHaveLength(1);
  });
});
