import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/model/entry.ts';
import { type Source, sizeOf } from '../../src/model/segment.ts';
import { rpm } from '../../src/rpm/index.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { dir, file, packageOf, symlink } from '../support/package.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((value) => ![...'\0\x1d\x1e\x1f'].some((control) => value.includes(control)));
const segment = text.filter((value) => !value.includes('/') && value !== '.' && value !== '..');
const path = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .map((parts) => `/${parts.join('/')}`);
const mode = fc.nat(0o7777);
const mtime = fc.nat(0xffff_ffff);

const entry: fc.Arbitrary<Entry<Source>> = fc.oneof(
  fc
    .tuple(
      path,
      fc.string({ maxLength: 9 }),
      fc.record({ mode, mtime, owner: segment, lang: segment }),
    )
    .map(([where, content, change]) => file(where, content, change)),
  fc.tuple(path, fc.record({ mode, mtime })).map(([where, change]) => dir(where, change)),
  fc.tuple(path, text).map(([where, target]) => symlink(where, target)),
);

const contents = fc.uniqueArray(entry, { selector: (item) => item.path, maxLength: 12 });
const words = fc.record({ description: text, license: text, vendor: text, homepage: text });

const build = (change: object, entries: readonly Entry<Source>[]) =>
  rpm.assemble(packageOf('rpm', change), entries, memoryKit);

describe('any package', () => {
  test('has the size its layout says, and the same bytes in any order of its files', async () => {
    const shuffled = contents.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    await fc.assert(
      fc.asyncProperty(words, shuffled, async (change, [entries, others]) => {
        const layout = await build(change, entries);
        const bytes = await bytesOf(layout);
        expect(bytes.length).toBe(sizeOf(layout));
        expect(bytes.equals(await bytesOf(await build(change, others)))).toBe(true);
      }),
    );
  });

  needs('rpm').test('is to rpm what went into it', async () => {
    const at = join(scratchFolder(), 'any.rpm');
    const fields = ['description', 'license', 'vendor', 'url'].map((tag) => `%{${tag}}\x1f`);
    const columns = ['filenames', 'filemodes', 'filemtimes', 'filesizes', 'fileusername'];
    const more = ['filelangs', 'filelinktos'];
    const row = [...columns, ...more].map((tag) => `%{${tag}}\x1e`).join('');
    const format = `${fields.join('')}[${row}\x1d]`;
    await fc.assert(
      fc.asyncProperty(words, contents, async (change, entries) => {
        writeFileSync(at, await bytesOf(await build(change, entries)));
        expect(output('rpm', ['-K', '--nosignature', at])).toContain('digests OK');
        const found = output('rpm', ['-qp', '--nosignature', '--qf', format, at]).split('\x1f');
        const { description, license, vendor, homepage } = change;
        expect(found.slice(0, 4)).toEqual([description, license, vendor, homepage]);
        const rows = (found[4] ?? '').split('\x1d').filter(Boolean);
        const want = entries
          .map(expected)
          .map((values) => values.map((value) => `${value}\x1e`).join(''));
        expect(rows.sort()).toEqual(want.sort());
      }),
      { numRuns: 25 },
    );
  });
});

function expected(entry: Entry<Source>): (string | number)[] {
  const { path: name, mtime: time, owner } = entry;
  switch (entry.type) {
    case 'dir':
      return [name, 0o040000 | entry.mode, time, 0, owner, '', ''];
    case 'symlink':
      return [name, 0o120777, time, Buffer.byteLength(entry.target), owner, '', entry.target];
    case 'file':
      return [name, 0o100000 | entry.mode, time, entry.size, owner, entry.lang, ''];
    default:
      return [];
  }
}
