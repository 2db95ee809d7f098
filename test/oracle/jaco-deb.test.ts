import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { expect, test } from 'vitest';
import { DpkgRoot } from '../deb/dpkg-root.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { provider, RELOAD, STOP, SYSTEMCTL, Workspace } from './jaco.ts';

needs(
  'dpkg',
  'busybox',
  'root',
)("JACO's deb", () => {
  const workspace = new Workspace(scratchFolder());
  const root = new DpkgRoot(scratchFolder());
  const read = (path: string) => readFileSync(root.file(path), 'utf8');

  /** What systemctl was asked for since the last look. */
  function asked(): string[] {
    const lines = existsSync(root.file('systemctl.log')) ? read('systemctl.log').trimEnd() : '';
    rmSync(root.file('systemctl.log'), { force: true });
    return lines.split('\n').filter(Boolean);
  }

  test('waits for Docker', async () => {
    const outcome = root.try('--install', await workspace.build('deb', '0.1.0'));
    expect(outcome.status).not.toBe(0);
    expect(outcome.stderr).toContain('jaco depends on docker.io | docker-ce | docker-engine');
    expect(root.status('jaco')).toBe('install ok unpacked');
  });

  test('is content with any of the three packages of Docker', async () => {
    root.dpkg('--install', await provider('deb', workspace.path, 'docker-ce'));
    root.dpkg('--configure', 'jaco');
    expect(root.status('jaco')).toBe('install ok installed');
    expect(root.dpkg('--verify', 'jaco')).toBe('');
  });

  test('lays its files where they belong', () => {
    const modes = Object.entries({
      'usr/local/bin/jaco': 0o755,
      'usr/local/bin/jacod': 0o755,
      'lib/systemd/system/jaco.service': 0o644,
      'etc/jaco/jacod.yaml': 0o644,
    });
    for (const [path, mode] of modes) {
      const { mode: found, uid, gid } = lstatSync(root.file(path));
      expect([path, found & 0o7777, uid, gid]).toEqual([path, mode, 0, 0]);
    }
    expect(output('chroot', [root.path, '/usr/local/bin/jaco'])).toBe('jaco stand-in 0.0.0\n');
  });

  test('is installed where there is no systemctl, and asks it for a reload where there is', () => {
    expect(asked()).toEqual([]);
    for (const folder of ['usr/bin', 'dev']) mkdirSync(root.file(folder), { recursive: true });
    writeFileSync(root.file('usr/bin/systemctl'), SYSTEMCTL, { mode: 0o755 });
    root.dpkg('--force-depends', '--remove', 'docker-ce');
    // A package that is set up again, as by dpkg-reconfigure.
    expect(output('chroot', [root.path, '/var/lib/dpkg/info/jaco.postinst', 'configure'])).toBe('');
    expect(asked()).toEqual([RELOAD]);
  });

  test('upgrades without a stop, around an edited configuration', async () => {
    root.dpkg('--install', await provider('deb', workspace.path, 'docker.io'));
    appendFileSync(root.file('etc/jaco/jacod.yaml'), 'mine: true\n');
    root.dpkg('--force-confold', '--install', await workspace.build('deb', '0.2.0'));
    expect(asked()).toEqual([RELOAD]);
    expect(read('etc/jaco/jacod.yaml')).toMatch(/as of 0\.1\.0\nmine: true\n$/);
    expect(read('etc/jaco/jacod.yaml.dpkg-dist')).toMatch(/as of 0\.2\.0\n$/);
    expect(root.dpkg('--list', 'jaco')).toMatch(/^ii +jaco +0\.2\.0 +amd64/m);
  });

  test('stops the service when it is removed, and leaves the configuration', () => {
    root.dpkg('--remove', 'jaco');
    expect(asked()).toEqual([STOP, RELOAD]);
    expect(root.status('jaco')).toBe('deinstall ok config-files');
    expect(existsSync(root.file('usr/local/bin/jaco'))).toBe(false);
    expect(existsSync(root.file('etc/jaco/jacod.yaml'))).toBe(true);
  });

  test('leaves nothing when it is purged, but what the daemon stored', () => {
    mkdirSync(root.file('var/lib/jaco'));
    root.dpkg('--purge', 'jaco');
    expect(asked()).toEqual([RELOAD]);
    expect(existsSync(root.file('etc/jaco'))).toBe(false);
    expect(existsSync(root.file('lib/systemd/system/jaco.service'))).toBe(false);
    expect(existsSync(root.file('var/lib/jaco'))).toBe(true);
  });
});
