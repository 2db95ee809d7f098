import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { apk } from '../../src/apk/index.ts';
import { deb } from '../../src/deb/index.ts';
import { hostileTar } from '../inspect/hostile-tar.ts';
import { written } from '../inspect/sample.ts';
import { jacoPkg } from '../support/cli.ts';
import { scratchFolder } from '../support/tools.ts';
import { runCli } from './run-cli.ts';

const cwd = scratchFolder();

beforeAll(async () => {
  writeFileSync(join(cwd, 'sundial.deb'), await written(deb));
  writeFileSync(join(cwd, 'sundial.apk'), await written(apk));
});

describe('jaco-pkg extract', () => {
  test('writes the files into a folder', async () => {
    const done = await jacoPkg(['extract', 'sundial.deb', '-C', 'out'], { cwd });
    expect(done).toEqual({ status: 0, stdout: 'extracted 10 entries to out\n', stderr: '' });
    expect(readdirSync(join(cwd, 'out')).sort()).toEqual(['etc', 'usr']);
  });

  test('tells what it refuses, and what it leaves out', async () => {
    writeFileSync(join(cwd, 'evil.tar'), await hostileTar([{ name: '../evil' }]));
    const evil = await jacoPkg(['extract', 'evil.tar', '-C', 'evil'], { cwd });
    expect(evil).toMatchObject({ status: 1, stdout: '' });
    expect(evil.stderr).toMatch(
      /evil\.tar: \/\.\.\/evil cannot be extracted: .* \[path_unsafe\]\n$/,
    );
    writeFileSync(join(cwd, 'odd.tar'), await hostileTar([{ name: 'p', type: 'fifo' }]));
    const odd = await jacoPkg(['extract', 'odd.tar', '-C', 'odd', '-q'], { cwd });
    expect(odd).toEqual({
      status: 0,
      stdout: '',
      stderr: 'warning: /p is no file and is left out\n',
    });
  });

  test('has to be told where to', async () => {
    expect((await jacoPkg(['extract', 'sundial.deb'], { cwd })).status).toBe(2);
  });
});

describe('jaco-pkg cat', () => {
  const cat = async (file: string, path: string) => {
    const parts: Uint8Array[] = [];
    const writeBytes = async (bytes: Uint8Array) => void parts.push(bytes);
    const { code, stderr } = await runCli(['cat', file, path], { cwd, writeBytes });
    return { code, stderr, text: Buffer.concat(parts).toString() };
  };

  test.each([
    ['sundial.deb', '/usr/bin/sundial', '#!/bin/sh\ndate +%H\n'],
    ['sundial.deb', 'usr/bin/sundial', '#!/bin/sh\ndate +%H\n'],
    ['sundial.deb', '/usr/bin/dial', '#!/bin/sh\ndate +%H\n'],
    ['sundial.deb', 'conffiles', '/etc/sundial/sundial.conf\n'],
    ['sundial.apk', '.post-deinstall', '#!/bin/sh\nset -e\necho gone\n'],
  ])('%s %s', async (file, path, text) => {
    expect(await cat(file, path)).toEqual({ code: 0, stderr: '', text });
  });

  test.each([
    ['/usr/bin/sundail', 'the package has no such file (did you mean /usr/bin/sundial?)'],
    ['/usr/bin', 'it is a dir, which has no content'],
    ['nothing-like-it', 'the package has no such file'],
  ])('%s is an error', async (path, message) => {
    const { code, stderr } = await cat('sundial.deb', path);
    expect(code).toBe(1);
    expect(stderr).toContain(`${path}: ${message} [content_missing]`);
  });

  test('follows links of folders', async () => {
    const bytes = await hostileTar([
      { name: 'usr/lib/a/hello', content: 'hello' },
      { name: 'lib64', type: 'symlink', linkname: 'usr/lib' },
      { name: 'usr/lib/b', type: 'symlink', linkname: '/lib64/a' },
    ]);
    writeFileSync(join(cwd, 'folders.tar'), bytes);
    for (const path of ['/lib64/a/hello', '/lib64/b/hello', 'usr/lib/b/hello']) {
      expect(await cat('folders.tar', path)).toEqual({ code: 0, stderr: '', text: 'hello' });
    }
    expect((await cat('folders.tar', '/lib64/c')).stderr).toContain('no such file');
  });

  test('a circle of links is an error', async () => {
    const bytes = await hostileTar([
      { name: 'a', type: 'symlink', linkname: 'b' },
      { name: 'b', type: 'symlink', linkname: '/a' },
    ]);
    writeFileSync(join(cwd, 'circle.tar'), bytes);
    expect((await cat('circle.tar', 'a')).stderr).toContain('it is a link to itself');
    expect((await cat('circle.tar', 'a/x')).stderr).toContain('it is a link to itself');
  });

  test('gives out bytes as they are', async () => {
    const content = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    writeFileSync(join(cwd, 'bytes.tar'), await hostileTar([{ name: 'a', content }]));
    const parts: Uint8Array[] = [];
    const writeBytes = async (bytes: Uint8Array) => void parts.push(bytes);
    await runCli(['cat', 'bytes.tar', '/a'], { cwd, writeBytes });
    expect(Buffer.concat(parts)).toEqual(content);
    expect(readFileSync(join(cwd, 'bytes.tar')).includes(content)).toBe(true);
  });
});
