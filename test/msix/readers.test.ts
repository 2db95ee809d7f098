import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Entry } from '../../src/model/entry.ts';
import type { Source } from '../../src/model/segment.ts';
import { bytesOf } from '../support/kit.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { EVERYTHING, EVERYTHING_FILES, FILES, NAMED, writeMsix } from './support.ts';

/** makemsix holds the documents against Microsoft's schemas, and every block against the map. */
needs('makemsix')('makemsix', () => {
  const folder = scratchFolder();
  const unpack = (path: string, to: string) =>
    run('makemsix', ['unpack', '-p', path, '-d', join(folder, to), '-ss']);

  test('unpacks what went in', async () => {
    const path = await writeMsix(folder);
    expect(unpack(path, 'all')).toMatchObject({ status: 0 });
    for (const { path: name, body } of contents(FILES)) {
      expect(readFileSync(join(folder, 'all', name)).equals(await bytesOf([body]))).toBe(true);
    }
  });

  test('takes a manifest with everything', async () => {
    const path = await writeMsix(folder, EVERYTHING, EVERYTHING_FILES);
    expect(unpack(path, 'everything')).toMatchObject({ status: 0 });
  });

  test('refuses a flipped byte of a file', async () => {
    const path = await writeMsix(folder, {}, NAMED);
    const bytes = readFileSync(path);
    const at = bytes.indexOf('app/sundial.exe') + 1000;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(unpack(path, 'flipped').status).not.toBe(0);
    rmSync(path);
  });
});

needs(
  'unzip',
  'python3',
  'bsdtar',
)('readers of zip', () => {
  const folder = scratchFolder();

  test('find it sound', async () => {
    const path = await writeMsix(folder);
    expect(output('unzip', ['-tq', path])).toContain('No errors');
    const script = 'import sys,zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())';
    expect(output('python3', ['-c', script, path])).toBe('None\n');
    expect(output('bsdtar', ['-xOf', path, 'docs/.hidden'])).toBe('dot');
  });
});

function contents(entries: readonly Entry<Source>[]) {
  return entries.flatMap((entry) => (entry.type === 'file' ? [entry] : []));
}
