import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { complaints, layOut, paths } from './disk.ts';

describe('what is neither file nor folder nor link', () => {
  const folder = layOut(scratchFolder(), { 'in/a': '', 'in/b/c': '' });
  output('mkfifo', [join(folder, 'in/pipe')]);

  test.each([
    { src: 'in/pipe', dst: '/x' },
    { src: 'in/*', dst: '/x' },
    { src: 'in', dst: '/x' },
    { type: 'tree', src: 'in', dst: '/x' },
    { type: 'doc', src: 'in/pipe', dst: '/x' },
  ] as const)('a pipe: $type $src', async (item) => {
    expect(await complaints(folder, [item], {}, 'rpm')).toEqual([
      expect.stringContaining(
        'content_special_file nfpm.yaml:10 contents[0]: in/pipe is a named pipe',
      ),
    ]);
  });

  test('a device', async () => {
    expect(await complaints(folder, [{ src: '/dev/zero', dst: '/x' }])).toEqual([
      expect.stringContaining('/dev/zero is a device'),
    ]);
  });

  test('a socket', async () => {
    const path = join(folder, 'socket');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const found = await complaints(folder, [{ src: 'socket', dst: '/x' }]);
    server.close();
    expect(found).toEqual([expect.stringContaining('socket is a socket')]);
  });

  test('a folder, where a single file is wanted', async () => {
    expect(await complaints(folder, [{ type: 'doc', src: 'in/b', dst: '/x' }], {}, 'rpm')).toEqual([
      expect.stringContaining('in/b is a folder, and type doc takes a single file'),
    ]);
  });
});

describe('names that are not text', () => {
  const folder = layOut(scratchFolder(), { 'in/good': '', 'line/a\nb': '' });
  const bad = Buffer.concat([Buffer.from(`${folder}/in/b`), Buffer.from([0xff]), Buffer.from('d')]);
  writeFileSync(bad, '');

  test('are refused, where they are wanted', async () => {
    for (const item of [
      { src: 'in/*', dst: '/x' },
      { type: 'tree', src: 'in', dst: '/x' },
    ] as const) {
      expect(await complaints(folder, [item])).toEqual([
        expect.stringMatching(/^content_path nfpm.yaml:10 contents\[0\]: .*not valid UTF-8/),
      ]);
    }
    expect(await paths(folder, [{ src: 'in/g*', dst: '/x' }])).toEqual(['/x/good']);
  });

  test('a line break', async () => {
    expect(await complaints(folder, [{ src: 'line', dst: '/x' }])).toEqual([
      expect.stringContaining(
        'content_path nfpm.yaml:10 contents[0]: the path "/x/a\\nb" holds a line break',
      ),
    ]);
  });
});

needs('root')('without permission', () => {
  const folder = layOut(scratchFolder(), {
    'in/open': '',
    'in/closed': { mode: 0o600 },
    'in/other': { mode: 0o400 },
    'in/group': { mode: 0o640 },
    'in/shut/x': '',
    'in/shut/': { mode: 0o700 },
    'hook.sh': { mode: 0o700 },
  });
  output('chmod', ['755', folder]);
  beforeEach(() => process.seteuid?.(65534));
  afterEach(() => process.seteuid?.(0));

  test('each file is named', async () => {
    expect(await complaints(folder, [{ src: 'in/{open,group,closed,other}', dst: '/x' }])).toEqual([
      expect.stringContaining(
        'content_unreadable nfpm.yaml:10 contents[0]: in/closed cannot be read: permission denied',
      ),
      expect.stringContaining('in/other cannot be read: permission denied'),
    ]);
  });

  test('folders are not looked into, unless something in them can match', async () => {
    expect(await paths(folder, [{ src: 'in/ope*', dst: '/x' }])).toEqual(['/x/open']);
    expect(await paths(folder, [{ src: 'in/{ope*,n*/**}', dst: '/x' }])).toEqual(['/x/open']);
    for (const src of ['in/s*', 'in/*/x', 'in/**n', 'in']) {
      expect(await complaints(folder, [{ src, dst: '/x' }])).toEqual([
        expect.stringContaining(
          'content_unreadable nfpm.yaml:10 contents[0]: in/shut cannot be read',
        ),
      ]);
    }
    expect(await complaints(folder, [{ src: 'in/shut/x', dst: '/x' }])).toEqual([
      expect.stringContaining(
        'content_unreadable nfpm.yaml:10 contents[0]: in/shut/x cannot be read',
      ),
    ]);
  });

  test('a script is named too', async () => {
    const scripts = { postinstall: { src: 'hook.sh', place: { key: 'scripts.postinstall' } } };
    expect(await complaints(folder, [], { scripts })).toEqual([
      'script_unreadable scripts.postinstall: the postinstall script hook.sh cannot be read: permission denied',
    ]);
  });
});
