import { existsSync, lstatSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Entry } from '../../src/model/entry.ts';
import type { Source } from '../../src/model/segment.ts';
import { dir, file, script, symlink } from '../support/package.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { DpkgRoot } from './dpkg-root.ts';
import { type DebPlan, withParents, writeDeb } from './make-deb.ts';

/** Says its name and arguments in a log of the root folder. */
const logging = (name: string) => script(`#!/bin/sh\nset -e\necho ${name} "$@" >> /log\n`);

const scripts = {
  preinstall: logging('preinst'),
  postinstall: logging('postinst'),
  preremove: logging('prerm'),
  postremove: logging('postrm'),
};

const versionOf = (number: string, prerelease = '') => {
  return { epoch: '', version: number, prerelease, metadata: '', release: '' };
};

function version(number: string): DebPlan {
  return { version: versionOf(number), arch: 'all', scripts };
}

function contents(number: string) {
  return [
    dir('/etc/sundial', { implicit: true }),
    file('/etc/sundial/dial.conf', `version = ${number}\n`, { role: 'config', mode: 0o640 }),
    file('/etc/sundial/hands.conf', `version = ${number}\n`, { role: 'config|noreplace' }),
    file('/usr/bin/sundial', `sundial ${number}\n`, { mode: 0o4755 }),
    symlink('/usr/bin/dial', 'sundial'),
    file('/usr/share/sundial/owned', 'x', { owner: 'daemon', group: 'daemon', mode: 0o600 }),
    dir('/var/lib/sundial', { mode: 0o1777 }),
  ];
}

const idOf = (which: string) => output('id', [which, 'daemon']).trim();

needs(
  'dpkg',
  'busybox',
  'root',
)('dpkg', () => {
  const debs = scratchFolder();
  const make = (plan: DebPlan, entries: readonly Entry<Source>[]) =>
    writeDeb(debs, plan, withParents(entries));
  const root = new DpkgRoot(scratchFolder());
  const read = (path: string) => readFileSync(root.file(path), 'utf8');

  /** What the scripts said since the last look. */
  function said(): string[] {
    const lines = read('log').trim().split('\n');
    rmSync(root.file('log'));
    return lines;
  }

  test('installs', async () => {
    root.dpkg('--install', await make(version('1.0'), contents('1.0')));
    expect(root.status('sundial')).toBe('install ok installed');
    expect(said()).toEqual(['preinst install', 'postinst configure']);
    expect(lstatSync(root.file('usr/bin/sundial')).mode & 0o7777).toBe(0o4755);
    expect(lstatSync(root.file('etc/sundial/dial.conf')).mode & 0o7777).toBe(0o640);
    expect(lstatSync(root.file('var/lib/sundial')).mode & 0o7777).toBe(0o1777);
    expect(readlinkSync(root.file('usr/bin/dial'))).toBe('sundial');
    const { uid, gid } = lstatSync(root.file('usr/share/sundial/owned'));
    // dpkg looks the names up in the system it runs on, whatever its root.
    expect([uid, gid].map(String)).toEqual([idOf('-u'), idOf('-g')]);
    expect(lstatSync(root.file('usr/bin/sundial')).mtimeMs).toBe(1_700_000_000_000);
  });

  test('finds nothing changed, then what was', () => {
    expect(root.dpkg('--verify', 'sundial')).toBe('');
    writeFileSync(root.file('usr/bin/sundial'), 'bent\n');
    writeFileSync(root.file('etc/sundial/dial.conf'), 'mine\n');
    const lines = root.try('--verify', 'sundial').stdout.trim().split('\n').sort();
    expect(lines).toEqual(['??5??????   /usr/bin/sundial', '??5?????? c /etc/sundial/dial.conf']);
  });

  test('knows which files are whose', () => {
    expect(root.dpkg('--search', '/usr/bin/dial')).toBe('sundial: /usr/bin/dial\n');
    expect(root.dpkg('--listfiles', 'sundial').split('\n')).toContain('/etc/sundial/hands.conf');
  });

  test('upgrades, and keeps the conffile that was edited', async () => {
    root.dpkg('--force-confold', '--install', await make(version('1.1'), contents('1.1')));
    expect(said()).toEqual([
      'prerm upgrade 1.1',
      'preinst upgrade 1.0 1.1',
      'postrm upgrade 1.1',
      'postinst configure 1.0',
    ]);
    expect(read('etc/sundial/dial.conf')).toBe('mine\n');
    expect(read('etc/sundial/dial.conf.dpkg-dist')).toBe('version = 1.1\n');
    expect(read('etc/sundial/hands.conf')).toBe('version = 1.1\n');
    expect(read('usr/bin/sundial')).toBe('sundial 1.1\n');
  });

  test('sees a prerelease as a step back', async () => {
    const prerelease = { ...version('1.1'), version: versionOf('1.1', 'rc1') };
    const path = await make(prerelease, contents('1.1'));
    expect(root.try('--refuse-downgrade', '--install', path).stderr).toMatch(
      /will not downgrade sundial from 1\.1 to 1\.1~rc1/,
    );
  });

  test('removes, and leaves the conffiles', () => {
    root.dpkg('--remove', 'sundial');
    expect(said()).toEqual(['prerm remove', 'postrm remove']);
    expect(root.status('sundial')).toBe('deinstall ok config-files');
    expect(existsSync(root.file('usr/bin'))).toBe(false);
    expect(existsSync(root.file('etc/sundial/dial.conf'))).toBe(true);
  });

  test('purges', () => {
    root.dpkg('--purge', 'sundial');
    expect(said()).toEqual(['postrm purge']);
    expect(root.status('sundial')).toBe('');
    expect(existsSync(root.file('etc/sundial'))).toBe(false);
  });

  test('runs triggers', async () => {
    const watcher: DebPlan = {
      ...version('1.0'),
      name: 'watcher',
      deb: { triggers: [{ directive: 'interest-noawait', names: ['/opt/watched', 'by-name'] }] },
    };
    const watched: DebPlan = {
      arch: 'all',
      name: 'watched',
      deb: { triggers: [{ directive: 'activate', names: ['by-name'] }] },
    };
    root.dpkg('--install', await make(watcher, [file('/opt/watcher', '')]));
    said();
    root.dpkg('--install', await make(watched, [file('/opt/watched/x', '')]));
    expect(said()).toEqual(['postinst triggered /opt/watched by-name']);
  });

  test('obeys relations', async () => {
    const needy: DebPlan = {
      arch: 'all',
      name: 'needy',
      relations: { depends: ['absent (>= 1)'] },
    };
    const path = await make(needy, []);
    expect(root.try('--install', path).stderr).toMatch(/needy depends on absent \(>= 1\)/);
    const provider: DebPlan = { arch: 'all', name: 'p', relations: { provides: ['absent (= 2)'] } };
    root.dpkg('--install', await make(provider, []));
    root.dpkg('--configure', 'needy');
    expect(root.status('needy')).toBe('install ok installed');
  });

  test('takes paths as odd as they come', async () => {
    const paths = [
      '/opt/odd/naïve café.txt',
      '/opt/odd/two  blanks',
      '/opt/odd/日本語',
      '/opt/odd/it\'s "quoted" & $dollar #hash \\back',
      '/opt/odd/ends with a blank ',
      ...[99, 100, 101, 155, 256, 257].map((length) =>
        `/opt/${'x'.repeat(40)}/`.padEnd(length, 'y'),
      ),
      `/opt/${'deep/'.repeat(100)}end`,
    ];
    const entries = paths.map((path) => file(path, path));
    root.dpkg('--install', await make({ arch: 'all', name: 'odd' }, entries));
    for (const path of paths) expect(read(path)).toBe(path);
    expect(root.dpkg('--verify', 'odd')).toBe('');
  });

  test('takes a conffile of 996 bytes and not of 997', async () => {
    const path = (length: number) =>
      `/${'d'.repeat(200)}`.repeat(4).concat('/').padEnd(length, 'x');
    const plan = { arch: 'all', name: 'long' };
    const entry = (length: number) => file(path(length), '', { role: 'config' });
    root.dpkg('--install', await make(plan, [entry(996)]));
    expect(root.try('--install', await make(plan, [entry(997)])).stderr).toMatch(
      /conffile name '.*' is too long/,
    );
  });

  test.each([-1, 0, 2 ** 31, 2 ** 33, 999_999_999_999])('takes the time %d', async (mtime) => {
    const plan = { arch: 'all', name: 'clock', time: mtime };
    root.dpkg('--install', await make(plan, [file('/opt/clock', '', { mtime })]));
    const { mtimeMs } = lstatSync(root.file('opt/clock'));
    // File systems end the world at times of their own.
    if (mtime >= 0 && mtime <= 2 ** 33) expect(mtimeMs).toBe(mtime * 1000);
  });

  test('takes a package with nothing in it', async () => {
    root.dpkg('--install', await make({ arch: 'all', name: 'nothing' }, []));
    expect(root.status('nothing')).toBe('install ok installed');
  });
});
