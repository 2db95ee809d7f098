import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deb } from '../../src/deb/index.ts';
import type { Entry } from '../../src/model/entry.ts';
import { type Source, sizeOf } from '../../src/model/segment.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { dir, file, symlink } from '../support/package.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { type DebPlan, debPackage } from './make-deb.ts';
import { readDeb } from './read-deb.ts';

const folder = scratchFolder();
const path = join(folder, 'random.deb');

const word = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9 +,=@~#%'"ß日_-]{1,12}$/),
  fc.stringMatching(/^[a-z]{90,140}$/),
);
const name = fc
  .array(word, { minLength: 1, maxLength: 4 })
  .map((words) => `/${words.map((each) => `x${each}`).join('/')}`);
const attributes = fc.record({
  mode: fc.integer({ min: 0, max: 0o7777 }),
  owner: fc.constantFrom('root', 'daemon', 'o'.repeat(31)),
  group: fc.constantFrom('root', 'adm', ''),
  mtime: fc.oneof(fc.integer({ min: 0, max: 2 ** 31 }), fc.constant(2 ** 34)),
});
const entry: fc.Arbitrary<Entry<Source>> = fc.oneof(
  fc
    .tuple(name, fc.uint8Array({ maxLength: 1200 }), attributes)
    .map(([at, content, more]) => file(at, content, more)),
  fc.tuple(name, attributes).map(([at, more]) => dir(at, more)),
  fc.tuple(name, name, attributes).map(([at, target, more]) => symlink(at, target, more)),
);
const entries = fc.uniqueArray(entry, { maxLength: 12, selector: (each) => each.path });
const plan: fc.Arbitrary<DebPlan> = fc.record({
  compression: fc.constantFrom(
    { name: 'none' } as const,
    { name: 'gzip', level: 1 } as const,
    { name: 'gzip', level: 9 } as const,
  ),
  description: fc.string({ unit: 'grapheme', maxLength: 200 }),
  time: fc.integer({ min: 0, max: 2 ** 34 }),
});

/** Writes a package; true when its size is what was predicted. */
async function write(change: DebPlan, list: readonly Entry<Source>[]): Promise<boolean> {
  const segments = await deb.assemble(debPackage(change), list, memoryKit);
  const bytes = await bytesOf(segments);
  writeFileSync(path, bytes);
  return bytes.length === sizeOf(segments);
}

describe('whatever is put in', () => {
  test('its size is predicted, and ar-async and tar-stream read it back', async () => {
    await fc.assert(
      fc.asyncProperty(plan, entries, async (change, list) => {
        expect(await write(change, list)).toBe(true);
        const { members, control, data } = await readDeb(path);
        expect(members.every(({ mtime }) => mtime === change.time)).toBe(true);
        expect(control[0]?.name).toBe('./control');
        const root = dir('/', { mtime: change.time ?? 0 });
        expect(data).toEqual((list.length > 0 ? [root, ...list] : []).map(asRead));
      }),
      { numRuns: 150 },
    );
  });
});

needs('dpkg-deb', 'bsdtar')('whatever is put in', () => {
  test('dpkg-deb and bsdtar list it', async () => {
    await fc.assert(
      fc.asyncProperty(plan, entries, async (change, list) => {
        await write(change, list);
        const names = list.length > 0 ? ['./', ...list.map(nameOf)] : [];
        const contents = output('dpkg-deb', ['--contents', path]).split('\n').filter(Boolean);
        expect(contents.length).toBe(names.length);
        expect(contents.every((line, index) => line.includes(names[index] ?? '?'))).toBe(true);
        output('dpkg-deb', ['--info', path]);
        const tar = Buffer.from(
          output('sh', ['-c', `dpkg-deb --fsys-tarfile ${path} | base64`]),
          'base64',
        );
        const listed = output('bsdtar', ['-tf', '-'], { input: tar }).split('\n').filter(Boolean);
        expect(listed).toEqual(names);
      }),
      { numRuns: 12 },
    );
  });
});

function nameOf({ path: at, type }: Entry<Source>): string {
  return `.${at}${type === 'dir' ? '/' : ''}`;
}

function asRead(from: Entry<Source>) {
  const { path: at, mode, owner, group, mtime } = from;
  return expect.objectContaining({
    type: from.type === 'dir' ? 'directory' : from.type,
    // tar-stream takes the slash off folders that have no long name.
    name: expect.stringMatching(`^${literal(`.${at}`)}/?$`),
    mode,
    owner,
    group,
    mtime,
    linkname: from.type === 'symlink' ? from.target : '',
    pax: {},
    ...(from.type === 'file' ? { content: expect.toSatisfy(sameBytes(from.body)) } : {}),
  });
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function sameBytes(body: Source) {
  return (content: Buffer) => createHash('md5').update(content).digest('hex') === body.digests.md5;
}
