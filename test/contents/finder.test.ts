import { rmSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { expand, Finder } from '../../src/contents/index.ts';
import type { Recipe } from '../../src/model/recipe.ts';
import { recipeOf } from '../support/recipe.ts';
import { scratchFolder } from '../support/tools.ts';
import { layOut, row } from './disk.ts';

const TREE = { type: 'tree', src: 'in', dst: '/opt/app' } as const;
const exclude = [{ pattern: '*.map', place: {} }];

let folder = '';
beforeEach(() => {
  folder = layOut(scratchFolder(), { 'in/a': 'A', 'in/a.map': '', 'in/b/c': 'C' });
});

function rowsOf(finder: Finder, change: Partial<Recipe> = {}, item: object = TREE): string[] {
  return expand(recipeOf([item], change), finder).entries.map(
    (entry) => `${row(entry)} ${entry.mtime}`,
  );
}

describe('packages of one run', () => {
  test('look once for what they have in common', () => {
    const finder = new Finder(folder);
    const first = rowsOf(finder);
    expect(first).toContainEqual(expect.stringContaining('0644 root:root /opt/app/b/c = in/b/c '));
    rmSync(`${folder}/in/b`, { recursive: true });
    expect(rowsOf(finder)).toEqual(first);
    expect(rowsOf(new Finder(folder))).not.toEqual(first);
  });

  test.each([
    ['umask', { umask: 0o077 }, TREE],
    ['modes', { modes: { file: 0o600 } }, TREE],
    ['exclude', { exclude }, TREE],
    ['dst', {}, { ...TREE, dst: '/opt/other' }],
    ['owner', {}, { ...TREE, owner: 'app' }],
    ['time', { mtime: 1_234_567_890 }, TREE],
  ])('look for themselves where they differ in %s', (_, change, item) => {
    const finder = new Finder(folder);
    const first = rowsOf(finder);
    const second = rowsOf(finder, change, item);
    expect(second).not.toEqual(first);
    expect(second).toEqual(rowsOf(new Finder(folder), change, item));
  });

  test('have one plan for what they have in common, however much more one of them has', () => {
    const finder = new Finder(folder);
    const more = { ...TREE, dst: '/opt/more' };
    const of = (...items: object[]) => expand(recipeOf(items), finder).entries;
    const first = of(TREE);
    expect(of(TREE)).toBe(first);
    expect(of(TREE, more).length).toBeGreaterThan(first.length);
    expect(of(TREE)).toEqual(first);
  });

  test('all know of a pattern that it was of use', () => {
    const finder = new Finder(folder);
    for (let format = 0; format < 2; format += 1) {
      expect(expand(recipeOf([TREE], { exclude }), finder).unusedExcludes).toEqual([]);
    }
  });

  test('share no bytes that come from a script', () => {
    const finder = new Finder(folder);
    const item = (text: string) => ({ data: Buffer.from(text), src: '', dst: '/etc/app' });
    const sizes = ['one', 'three'].map((text) => {
      const [, entry] = expand(recipeOf([item(text)]), finder).entries;
      return entry?.type === 'file' ? entry.size : undefined;
    });
    expect(sizes).toEqual([3, 5]);
  });
});
