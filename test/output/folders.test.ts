import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolders, removeFolders } from '../../src/folders.ts';
import { OutputSet } from '../../src/output/index.ts';
import { prose } from '../support/samples.ts';
import { scratchFolder } from '../support/tools.ts';

describe('folders', () => {
  test('are made with those around them, and told, the outermost first', async () => {
    const root = scratchFolder();
    const made = await makeFolders(join(root, 'a/b/c'), 0o700);
    expect(made).toEqual([join(root, 'a'), join(root, 'a/b'), join(root, 'a/b/c')]);
    expect(made.map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700, 0o700]);
  });

  test('that are there stay as they are, behind a link too', async () => {
    const root = scratchFolder();
    mkdirSync(join(root, 'there'), { mode: 0o755 });
    symlinkSync('there', join(root, 'link'));
    expect(await makeFolders(join(root, 'link'), 0o700)).toEqual([]);
    expect(statSync(join(root, 'there')).mode & 0o777).toBe(0o755);
  });

  test('may be made by several at a time', async () => {
    const path = join(scratchFolder(), 'a/b');
    const made = await Promise.all([makeFolders(path), makeFolders(path), makeFolders(path)]);
    expect(made.flat().sort()).toEqual([join(path, '..'), path]);
  });

  test('are not made in place of a file, or of a link to nothing', async () => {
    const root = scratchFolder();
    writeFileSync(join(root, 'file'), '');
    symlinkSync('nowhere', join(root, 'link'));
    await expect(makeFolders(join(root, 'file'))).rejects.toThrow('EEXIST');
    await expect(makeFolders(join(root, 'file/in/it'))).rejects.toThrow('ENOTDIR');
    await expect(makeFolders(join(root, 'link'))).rejects.toThrow('EEXIST');
  });

  test.runIf(process.platform === 'linux')('where none can be made are an error', async () => {
    await expect(makeFolders('/proc/nowhere/folder')).rejects.toThrow('ENOENT');
  });

  test('are gone again when one of them fails', async () => {
    const root = scratchFolder();
    await expect(makeFolders(join(root, 'a/b', 'c'.repeat(300)))).rejects.toThrow('ENAMETOOLONG');
    expect(existsSync(join(root, 'a'))).toBe(false);
  });

  test('are removed from the inside, up to one that is not empty', async () => {
    const root = scratchFolder();
    const made = await makeFolders(join(root, 'a/b/c'));
    writeFileSync(join(root, 'a/kept'), '');
    await removeFolders(made);
    expect(existsSync(join(root, 'a/kept'))).toBe(true);
    expect(existsSync(join(root, 'a/b'))).toBe(false);
  });
});

describe('a set of files', () => {
  test('makes folders that are not there, and removes them if nothing comes of it', async () => {
    const folder = scratchFolder();
    const path = join(folder, 'a/b/file');
    const staged = new OutputSet();
    await Promise.all([staged.stage(path, [prose(10)]), staged.stage(`${path}2`, [prose(10)])]);
    await staged.discard();
    expect(readdirSync(folder)).toEqual([]);
    const kept = new OutputSet();
    await kept.stage(path, [prose(10)]);
    await kept.commit();
    await kept.discard();
    expect(readdirSync(join(folder, 'a/b'))).toEqual(['file']);
  });
});
