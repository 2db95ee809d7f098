import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JacoPkgError } from '../../src/errors.ts';
import type { PlannedEntry } from '../../src/model/entry.ts';
import { scratchFolder } from '../support/tools.ts';
import { expandIn, layOut } from './disk.ts';

const folder = layOut(scratchFolder(), {
  'in/a': '',
  'in/b/c': '',
  'in/b/d/': '',
  'in/e': { link: 'b' },
});
const data = Buffer.from('data');

const name = fc.constantFrom('a', 'b', 'a-', 'a.b', 'a0', 'ü', '\u{10000}', '\uffff', 'etc');
const dst = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => `/${names.join('/')}`);
const item = fc.oneof(
  dst.map((path) => ({ data, dst: path })),
  dst.map((path) => ({ type: 'dir' as const, dst: path })),
  dst.map((path) => ({ type: 'symlink' as const, src: 'x', dst: path })),
  dst.map((path) => ({ type: 'tree' as const, src: 'in', dst: path })),
  dst.map((path) => ({ src: 'in/**', dst: `${path}/` })),
);
const contents = fc.array(item, { maxLength: 6 });

const key = (entry: PlannedEntry) => Buffer.from(entry.path + (entry.type === 'dir' ? '/' : ''));

describe('any recipe', () => {
  test('has each path once, sorted, below folders that come before; or it collides', async () => {
    let planned = 0;
    await fc.assert(
      fc.asyncProperty(contents, async (items) => {
        const expanded = await expandIn(folder, items).catch((error: unknown) => error);
        if (expanded instanceof JacoPkgError) {
          expect(new Set(expanded.problems.map(({ code }) => code))).toEqual(
            new Set(['content_collision']),
          );
          return;
        }
        const { entries } = expanded as Awaited<ReturnType<typeof expandIn>>;
        planned += 1;
        const folders = new Set(['']);
        const paths = new Set<string>();
        for (const [index, entry] of entries.entries()) {
          const before = entries[index - 1];
          if (before) expect(Buffer.compare(key(before), key(entry))).toBe(-1);
          expect(folders).toContain(entry.path.slice(0, entry.path.lastIndexOf('/')));
          expect(paths).not.toContain(entry.path);
          paths.add(entry.path);
          if (entry.type === 'dir') folders.add(entry.path);
        }
      }),
      { numRuns: 300 },
    );
    expect(planned).toBeGreaterThan(30);
  });

  test('without trees does not depend on the order of its items, but for collisions', async () => {
    const items = fc.uniqueArray(item, { selector: (one) => one.dst, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(items, async (given) => {
        const some = given.filter((one) => !('type' in one && one.type === 'tree'));
        const outcome = (list: typeof some) =>
          expandIn(folder, list).then(
            ({ entries }) => entries.map(({ path, type, mode }) => `${path} ${type} ${mode}`),
            (error: unknown) => (error instanceof JacoPkgError ? error.code : error),
          );
        expect(await outcome(some.toReversed())).toEqual(await outcome(some));
      }),
      { numRuns: 100 },
    );
  });
});
