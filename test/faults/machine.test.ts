// Machines that have not enough: room on the disk, open files, rights.
import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { deb } from '../../src/deb/index.ts';
import { build } from '../../src/index.ts';
import { extract } from '../../src/inspect/index.ts';
import { refusal, written } from '../inspect/sample.ts';
import { compiledCli } from '../support/cli.ts';
import { asOrdinaryUser } from '../support/nobody.ts';
import { noise } from '../support/samples.ts';
import { mountTmpfs } from '../support/tmpfs.ts';
import { needs, run, scratchFolder } from '../support/tools.ts';
import { copyOf, filesOf, makeProject } from './project.ts';

const root = scratchFolder();
const project = join(root, 'project');
let cli = '';

beforeAll(() => {
  cli = compiledCli(join(root, 'compiled'));
  makeProject(project);
  for (const name of ['sundial_1.2.3_amd64.deb', 'sundial-1.2.3-1.x86_64.rpm']) {
    writeFileSync(join(project, 'out', name), 'the old one');
  }
});

/** Builds a deb and an rpm; `before` are commands of the shell that starts it. */
function buildAfter(before: string, cwd: string, target = 'out') {
  const line = `${before}; exec "$0" "$1" build -p deb,rpm -t "$2"`;
  return run('sh', ['-c', line, process.execPath, cli, target], { cwd });
}

/** What a target holds when nothing was done to it. */
function expectAsBefore(cwd: string): void {
  expect(filesOf(join(cwd, 'out'))).toEqual(filesOf(join(project, 'out')));
}

test('too few open files: it works, or it is told', () => {
  for (const limit of [20, 24, 28]) {
    const cwd = copyOf(project, root);
    const { status, stderr } = buildAfter(`ulimit -n ${limit}`, cwd);
    if (status === 0) continue;
    expectAsBefore(cwd);
    // With fewer than it takes, Node itself does not start.
    if (!stderr.includes('error: ')) continue;
    expect(stderr, `${limit} files`).toMatch(/^error: .*EMFILE.*\n$/);
    expect(stderr, `${limit} files`).not.toContain('unexpected');
  }
  expect(buildAfter('ulimit -n 60', copyOf(project, root)).status).toBe(0);
});

test('a file that may not be that large', () => {
  const cwd = copyOf(project, root);
  // The signal that comes with it would end the process before it could say why.
  const { status, stderr } = buildAfter('trap "" XFSZ; ulimit -f 20', cwd);
  expect(stderr).toMatch(/EFBIG, file too large .*\[target_unwritable\]/);
  expect(status).toBe(1);
  expectAsBefore(cwd);
});

needs('tmpfs')('a full disk', () => {
  test('for packages: what was there stays', () => {
    const disk = mountTmpfs('256k');
    if (!disk) throw new TypeError('no tmpfs');
    try {
      const old = join(disk.folder, 'sundial_1.2.3_amd64.deb');
      writeFileSync(old, 'the old one');
      const { status, stderr } = buildAfter(':', project, disk.folder);
      expect(stderr).toMatch(
        /ENOSPC, no space left on device \(make room on the disk\) \[target_unwritable\]/,
      );
      expect(status).toBe(1);
      expect(readdirSync(disk.folder)).toEqual(['sundial_1.2.3_amd64.deb']);
    } finally {
      disk.unmount();
    }
  });

  test('for temporary files: it is told which', async () => {
    const disk = mountTmpfs('1m');
    if (!disk) throw new TypeError('no tmpfs');
    const cwd = copyOf(project, root);
    try {
      writeFileSync(join(cwd, 'bin/sundial'), noise(3_000_000));
      vi.stubEnv('TMPDIR', disk.folder);
      const built = build({ cwd, packagers: ['deb', 'rpm'], target: 'out', memory: 1000 });
      await expect(built).rejects.toThrow(/cannot keep temporary data in .*: ENOSPC, .*TMPDIR/);
      expectAsBefore(cwd);
      expect(readdirSync(disk.folder)).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      disk.unmount();
    }
  });

  test('for what is extracted: nothing is left of it', async () => {
    const disk = mountTmpfs('64k');
    if (!disk) throw new TypeError('no tmpfs');
    try {
      for (const folder of [join(disk.folder, 'new'), disk.folder]) {
        const refused = extract(await written(deb), folder);
        expect(await refusal(refused)).toMatchObject({ code: 'target_unwritable' });
        await expect(refused).rejects.toThrow(/ENOSPC/);
        expect(readdirSync(disk.folder)).toEqual([]);
      }
    } finally {
      disk.unmount();
    }
  });
});

test('rights that lack: for a source, for the target, for a folder to extract to', async () => {
  const folder = join(root, 'closed');
  mkdirSync(folder, 0o755);
  const bytes = await written(deb);
  const refused = asOrdinaryUser(() => extract(bytes, join(folder, 'into')));
  await expect(refused).rejects.toThrow(/closed\/into: cannot be written: permission denied/);
  expect(readdirSync(folder)).toEqual([]);
});

needs('setpriv', 'root').test('a source that may not be read', () => {
  const cwd = copyOf(project, root);
  for (const path of [root, cwd, join(cwd, 'out'), join(cwd, 'tmp')]) chmodSync(path, 0o777);
  chownSync(join(cwd, 'bin/sundial'), 0, 0);
  chmodSync(join(cwd, 'bin/sundial'), 0o600);
  const args = ['--reuid=65534', '--clear-groups', '--regid=65534', process.execPath, cli];
  const { status, stderr } = run('setpriv', [...args, 'build', '-p', 'deb', '-t', 'out'], { cwd });
  expect(stderr).toMatch(/bin\/sundial.*\[content_unreadable\]/);
  expect(status).toBe(1);
  expectAsBefore(cwd);
});
