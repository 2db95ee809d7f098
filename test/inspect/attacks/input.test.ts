// Inputs that are no files, or do not stay what they are.
import { appendFileSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deb } from '../../../src/deb/index.ts';
import { extract, inspect } from '../../../src/inspect/index.ts';
import { tarball } from '../../../src/tarball/index.ts';
import { needs, output, scratchFolder } from '../../support/tools.ts';
import { refusal, written } from '../sample.ts';

const folder = scratchFolder();
const at = (name: string) => join(folder, name);

const READERS: readonly (readonly [string, (path: string) => Promise<unknown>])[] = [
  ['inspect', (path) => inspect(path)],
  ['extract', (path) => extract(path, at('into'))],
];

describe.each(READERS)('%s', (_, read) => {
  test('refuses a folder', async () => {
    expect(await refusal(read(folder))).toMatchObject({ code: 'package_unreadable', file: folder });
  });

  test('refuses links that lead to each other', async () => {
    const [one, two] = [at(`one-${_}`), at(`two-${_}`)];
    symlinkSync(one, two);
    symlinkSync(two, one);
    const refused = read(one);
    expect(await refusal(refused)).toMatchObject({ code: 'package_unreadable', file: one });
    await expect(refused).rejects.toThrow('ELOOP');
  });

  test('refuses a device without an end', async () => {
    expect(await refusal(read('/dev/zero'))).toMatchObject({ code: 'package_unreadable' });
  });

  needs('mkfifo').test('refuses a pipe at once, though nobody writes to it', async () => {
    const pipe = at(`pipe-${_}`);
    output('mkfifo', [pipe]);
    expect(await refusal(read(pipe))).toMatchObject({ code: 'package_unreadable', file: pipe });
  });

  test('refuses a file of nothing', async () => {
    writeFileSync(at('empty'), '');
    expect(await refusal(read(at('empty')))).toMatchObject({ code: 'package_unsupported' });
  });
});

needs('mkfifo').test('a pipe in the place of a key or a signature is not waited for', async () => {
  const path = at('signed.tar.gz');
  writeFileSync(path, await written(tarball));
  output('mkfifo', [`${path}.asc`, at('key.asc')]);
  expect((await inspect(path)).signatures).toEqual([]);
  expect(await refusal(inspect(path, { keys: [at('key.asc')] }))).toMatchObject({
    code: 'key_invalid',
  });
});

describe('a package that changes while it is read', () => {
  /** A signal that is asked, before each entry, whether to go on; the first time, all changes. */
  async function readWhile(name: string, change: (path: string) => void) {
    const path = at(name);
    writeFileSync(path, await written(deb, { compression: { name: 'none' } }));
    const { signal } = new AbortController();
    let isChanged = false;
    const throwIfAborted = () => {
      if (!isChanged) change(path);
      isChanged = true;
    };
    Object.defineProperty(signal, 'throwIfAborted', { value: throwIfAborted });
    return inspect(path, { signal });
  }

  test('is read as it was when it grows', async () => {
    const read = await readWhile('grows', (path) => appendFileSync(path, 'x'.repeat(100_000)));
    expect(read.format).toBe('deb');
  });

  test.each([0, 8, 100, 3000, 20_000])('is an error when it shrinks to %i bytes', async (size) => {
    const refused = readWhile(`shrinks-${size}`, (path) => truncateSync(path, size));
    expect(await refusal(refused)).toMatchObject({ code: 'package_malformed' });
  });

  test('is an error when another takes its name', async () => {
    const refused = readWhile('replaced', (path) => {
      writeFileSync(`${path}-new`, 'no package');
      renameSync(`${path}-new`, path);
    });
    expect(await refusal(refused)).toMatchObject({ code: 'package_malformed' });
  });
});

test('whoever aborts is heard while it is told what the package is', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(inspect(Buffer.from('no package'), { signal })).rejects.toThrow('enough');
  await expect(inspect(await written(tarball), { signal })).rejects.toThrow('enough');
});
