import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { provider, RELOAD, STOP, SYSTEMCTL, Workspace } from './jaco.ts';

needs(
  'rpm',
  'busybox',
  'root',
)("JACO's rpm", () => {
  const workspace = new Workspace(scratchFolder());
  const root = scratchFolder();
  const at = (path: string) => join(root, path);
  const read = (path: string) => readFileSync(at(path), 'utf8');
  const rpm = (...args: string[]) => run('rpm', ['--root', root, '--dbpath', '/rpmdb', ...args]);

  function asked(): string[] {
    const lines = existsSync(at('systemctl.log')) ? read('systemctl.log').trimEnd() : '';
    rmSync(at('systemctl.log'), { force: true });
    return lines.split('\n').filter(Boolean);
  }

  beforeAll(async () => {
    const busybox = readFileSync(output('sh', ['-c', 'command -v busybox']).trim());
    const shell = await provider('rpm', workspace.path, 'shell', { '/bin/sh': busybox });
    expect(rpm('--install', shell)).toMatchObject({ status: 0 });
    mkdirSync(at('dev'));
  });

  test('waits for Docker, whoever provides it', async () => {
    const { status, stderr } = rpm('--install', await workspace.build('rpm', '0.1.0'));
    expect(status).not.toBe(0);
    expect(stderr).toContain('/usr/bin/docker is needed by jaco-0.1.0-1.x86_64');
    const docker = { '/usr/bin/docker': Buffer.from('#!/bin/sh\n') };
    const moby = await provider('rpm', workspace.path, 'moby-engine', docker);
    expect(rpm('--install', moby)).toMatchObject({ status: 0 });
  });

  test('is installed where there is no systemctl', async () => {
    expect(rpm('--install', await workspace.build('rpm', '0.1.0'))).toMatchObject({ status: 0 });
    expect(rpm('--verify', 'jaco')).toMatchObject({ status: 0, stdout: '' });
    expect(output('chroot', [root, '/usr/local/bin/jacod'])).toBe('jacod stand-in 0.0.0\n');
  });

  test('lays its files where they belong', () => {
    const format = '[%{FILENAMES} %{FILEMODES:perms} %{FILEFLAGS:fflags}\n]';
    expect(rpm('--query', '--queryformat', format, 'jaco').stdout.trimEnd().split('\n')).toEqual([
      '/etc/jaco drwxr-xr-x ',
      '/etc/jaco/jacod.yaml -rw-r--r-- cn',
      '/lib/systemd/system/jaco.service -rw-r--r-- ',
      '/usr/local/bin/jaco -rwxr-xr-x ',
      '/usr/local/bin/jacod -rwxr-xr-x ',
      '/usr/share/doc/jaco drwxr-xr-x ',
      '/usr/share/doc/jaco/README.md -rw-r--r-- d',
      '/usr/share/licenses/jaco drwxr-xr-x ',
      '/usr/share/licenses/jaco/LICENSE -rw-r--r-- l',
    ]);
  });

  test('upgrades without a stop, around an edited configuration', async () => {
    const systemctl = { '/usr/bin/systemctl': Buffer.from(SYSTEMCTL) };
    const systemd = await provider('rpm', workspace.path, 'systemd', systemctl);
    expect(rpm('--install', systemd)).toMatchObject({ status: 0 });
    appendFileSync(at('etc/jaco/jacod.yaml'), 'mine: true\n');
    expect(rpm('--upgrade', await workspace.build('rpm', '0.2.0'))).toMatchObject({ status: 0 });
    expect(asked()).toEqual([RELOAD]);
    expect(read('etc/jaco/jacod.yaml')).toMatch(/as of 0\.1\.0\nmine: true\n$/);
    expect(read('etc/jaco/jacod.yaml.rpmnew')).toMatch(/as of 0\.2\.0\n$/);
    expect(rpm('--query', 'jaco').stdout).toBe('jaco-0.2.0-1.x86_64\n');
  });

  test('stops the service when it is erased, and leaves only what was edited', () => {
    expect(rpm('--erase', 'jaco')).toMatchObject({ status: 0 });
    expect(asked()).toEqual([STOP, RELOAD]);
    expect(existsSync(at('usr/local/bin/jaco'))).toBe(false);
    for (const folder of ['usr/share/licenses/jaco', 'usr/share/doc/jaco']) {
      expect(existsSync(at(folder))).toBe(false);
    }
    expect(read('etc/jaco/jacod.yaml.rpmsave')).toContain('mine: true');
  });
});
