import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { Root } from '../apk/root.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { provider, RELOAD, STOP, SYSTEMCTL, Workspace } from './jaco.ts';

describe.each(['apk', 'apk3'])("JACO's apk", (program) => {
  needs(
    program,
    'busybox',
    'root',
  )('on a system of its own', () => {
    const workspace = new Workspace(scratchFolder());
    let root: Root;
    // Only where there is an apk: what a group declares is run to find its tests, skipped or not.
    beforeAll(() => {
      root = new Root(program, scratchFolder());
    });
    const read = (path: string) => readFileSync(root.in(path), 'utf8');

    function asked(): string[] {
      const lines = existsSync(root.in('systemctl.log')) ? read('systemctl.log').trimEnd() : '';
      rmSync(root.in('systemctl.log'), { force: true });
      return lines.split('\n').filter(Boolean);
    }

    test('waits for Docker', async () => {
      const { status, stdout, stderr } = root.apk('add', await workspace.build('apk', '0.1.0'));
      expect(status).not.toBe(0);
      expect(stdout + stderr).toMatch(/docker \(no such package\)/);
    });

    test('is installed where there is no systemctl, as on Alpine', async () => {
      const docker = await provider('apk', workspace.path, 'docker');
      const outcome = root.apk('add', docker, await workspace.build('apk', '0.1.0'));
      expect(outcome).toMatchObject({ status: 0 });
      expect(outcome.stdout + outcome.stderr).not.toMatch(/error|warning|not found/i);
      expect(root.audit()).toBe('');
      expect(output('chroot', [root.path, '/usr/local/bin/jaco'])).toBe('jaco stand-in 0.0.0\n');
    });

    test('lays its files where they belong', () => {
      const modes = ['usr/local/bin/jaco', 'usr/local/bin/jacod', 'etc/jaco/jacod.yaml'].map(
        (path) => lstatSync(root.in(path)).mode & 0o7777,
      );
      expect(modes).toEqual([0o755, 0o755, 0o644]);
      expect(existsSync(root.in('usr/share/licenses/jaco/LICENSE'))).toBe(true);
    });

    test('upgrades without a stop, around an edited configuration', async () => {
      for (const folder of ['usr/bin', 'dev']) mkdirSync(root.in(folder), { recursive: true });
      writeFileSync(root.in('usr/bin/systemctl'), SYSTEMCTL, { mode: 0o755 });
      appendFileSync(root.in('etc/jaco/jacod.yaml'), 'mine: true\n');
      const upgraded = root.apk('add', await workspace.build('apk', '0.2.0'));
      expect(upgraded).toMatchObject({ status: 0 });
      expect(asked()).toEqual([RELOAD]);
      expect(read('etc/jaco/jacod.yaml')).toMatch(/as of 0\.1\.0\nmine: true\n$/);
      expect(read('etc/jaco/jacod.yaml.apk-new')).toMatch(/as of 0\.2\.0\n$/);
      expect(root.apk('info', '--installed', 'jaco').stdout).toContain('jaco');
    });

    test('stops the service when it is deleted', () => {
      expect(root.apk('del', 'jaco')).toMatchObject({ status: 0 });
      expect(asked()).toEqual([STOP, RELOAD]);
      expect(existsSync(root.in('usr/local/bin/jaco'))).toBe(false);
    });
  });
});
