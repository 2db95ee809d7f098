import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AR_MAX_TIME, type ArMember, arArchive } from '../../src/container/ar.ts';
import { sizeOf } from '../../src/model/segment.ts';
import { bytesOf, stored } from '../support/kit.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';

const text = (content: string) => new TextEncoder().encode(content);
const dump = async (members: readonly ArMember[]) =>
  (await bytesOf(arArchive(members))).toString('latin1');

describe('arArchive', () => {
  test('writes what ar(5) and deb(5) describe', async () => {
    const members = [
      { name: 'debian-binary', mtime: 1_700_000_000, body: [text('2.0\n')] },
      { name: 'odd', mtime: 0, body: [text('ab'), stored(text('c'))] },
      { name: 'empty', mtime: 1, body: [] },
    ];
    expect(await dump(members)).toBe(
      [
        '!<arch>\n',
        'debian-binary   1700000000  0     0     100644  4         `\n2.0\n',
        'odd             0           0     0     100644  3         `\nabc\n',
        'empty           1           0     0     100644  0         `\n',
      ].join(''),
    );
  });

  test.each([
    [-1, '0           '],
    [AR_MAX_TIME, '999999999999'],
    [AR_MAX_TIME + 1, '999999999999'],
  ])('keeps the time %d within its field', async (mtime, field) => {
    const archive = await dump([{ name: 'a', mtime, body: [] }]);
    expect(archive.length).toBe(8 + 60);
    expect(archive.slice(24, 36)).toBe(field);
  });
});

const members = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[a-z_][a-z._-]{0,14}$/),
    mtime: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    body: fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 3 }),
  }),
  { maxLength: 5, selector: ({ name }) => name },
);

needs('ar', 'bsdtar')('readers of ar', () => {
  const path = join(scratchFolder(), 'archive.a');

  test('list and extract whatever is put in', async () => {
    await fc.assert(
      fc.asyncProperty(members, async (list) => {
        const layout = arArchive(list);
        const bytes = await bytesOf(layout);
        expect(bytes.length).toBe(sizeOf(layout));
        writeFileSync(path, bytes);
        const names = list.map(({ name }) => name);
        for (const listing of [output('ar', ['t', path]), output('bsdtar', ['-tf', path])]) {
          expect(listing.split('\n').filter(Boolean)).toEqual(names);
        }
        const bodies = Buffer.concat(list.flatMap(({ body }) => body));
        const read = output('sh', ['-c', `ar p ${path} | base64`]);
        expect(Buffer.from(read, 'base64')).toEqual(bodies);
      }),
      { numRuns: 15 },
    );
  });
});
