import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { Workspace } from './jaco.ts';

const EXPECTED = [
  'drwxr-xr-x root/root jaco-v0.1.0-linux-amd64/',
  '-rw-r--r-- root/root jaco-v0.1.0-linux-amd64/INSTALL.md',
  '-rw-r--r-- root/root jaco-v0.1.0-linux-amd64/LICENSE',
  '-rw-r--r-- root/root jaco-v0.1.0-linux-amd64/README.md',
  '-rwxr-xr-x root/root jaco-v0.1.0-linux-amd64/jaco',
  '-rw-r--r-- root/root jaco-v0.1.0-linux-amd64/jaco.service',
  '-rwxr-xr-x root/root jaco-v0.1.0-linux-amd64/jacod',
  '-rw-r--r-- root/root jaco-v0.1.0-linux-amd64/jacod.yaml',
];

const workspace = new Workspace(scratchFolder());

needs('tar')("JACO's tarball", () => {
  test('is named after version, system and architecture, and holds one folder', async () => {
    const path = await workspace.build('tarball', 'v0.1.0');
    expect(basename(path)).toBe('jaco-v0.1.0-linux-amd64.tar.gz');
    const listed = output('tar', ['--list', '--verbose', '--gzip', '--file', path]);
    const lines = listed.trimEnd().split('\n');
    // mode, owner, size, date, time, name
    const short = lines.map((line) => line.replace(/^(\S+ \S+) +\d+ \S+ \S+ /, '$1 '));
    expect(short).toEqual(EXPECTED);
  });
});

needs('bsdtar')("JACO's tarball", () => {
  test('is unpacked by libarchive, and its programs run', async () => {
    const path = await workspace.build('tarball', '0.1.0');
    const folder = scratchFolder();
    output('bsdtar', ['-xf', path, '-C', folder]);
    const unpacked = join(folder, 'jaco-v0.1.0-linux-amd64');
    expect(existsSync(join(unpacked, 'INSTALL.md'))).toBe(true);
    expect(output(join(unpacked, 'jaco'), [])).toBe('jaco stand-in 0.0.0\n');
    expect(output(join(unpacked, 'jacod'), [])).toBe('jacod stand-in 0.0.0\n');
  });
});
