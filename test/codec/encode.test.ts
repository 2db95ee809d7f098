import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Store } from '../../src/ingest/store.ts';
import { bytesOf } from '../support/kit.ts';
import { machineCode, noise, prose } from '../support/samples.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { anyLayout, cut, type Part, pack, raw, type Setting } from './packing.ts';

const folder = scratchFolder();

const GZIP = { name: 'gzip', level: 6 } as const;

const compress = (parts: readonly Part[], setting?: Setting) => pack(parts, GZIP, setting);

const MIXED: readonly Part[] = [
  { inline: prose(700) },
  { file: machineCode(2_500_000) },
  { inline: new Uint8Array(512) },
  { file: prose(900) },
  { inline: noise(1_300_000) },
  { file: noise(65_536) },
  { file: machineCode(65_535) },
  { file: new Uint8Array() },
  { inline: new Uint8Array(1024) },
];

test('whatever the layout, node:zlib reads one member holding all of it', async () => {
  await fc.assert(
    fc.asyncProperty(anyLayout, async (parts) => {
      const bytes = await compress(parts);
      expect(gunzipSync(bytes).equals(raw(parts))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('cores, memory and what was known ahead do not show in the bytes', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyLayout,
      fc.record({
        memory: fc.constantFrom(0, 1_000, 3_000_000),
        parallelism: fc.integer({ min: 1, max: 5 }),
        ahead: fc.boolean(),
      }),
      async (parts, setting) => {
        expect((await compress(parts, setting)).equals(await compress(parts))).toBe(true);
      },
    ),
    { numRuns: 40 },
  );
});

test('the lengths in which chunks arrive do not show in the bytes', async () => {
  const bytes = machineCode(3_000_000);
  const reference = await compress([{ inline: bytes }]);
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.integer({ min: 1, max: 900_000 })), async (lengths) => {
      const parts = cut(bytes, lengths);
      expect((await compress(parts)).equals(reference)).toBe(true);
    }),
    { numRuns: 10 },
  );
});

test('an archive in an archive: the outer one holds the inner one', async () => {
  const store = new Store();
  const inner = await store.encode([machineCode(200_000)], GZIP);
  const outer = await store.encode([prose(100), inner, prose(10)], GZIP);
  const expected = Buffer.concat([prose(100), await bytesOf([inner]), prose(10)]);
  expect(gunzipSync(await bytesOf([outer])).equals(expected)).toBe(true);
  await store.close();
});

test('the bytes of a known layout, on every machine', async () => {
  const parts = [{ inline: prose(700) }, { file: prose(3_000_000, 'file') }, { inline: prose(99) }];
  const digest = createHash('sha256')
    .update(await compress(parts))
    .digest('hex');
  expect(digest).toMatchInlineSnapshot(
    `"05c95532f8b6541a9089e865f7c91042dc55a9307ec2305cedee13095f62e886"`,
  );
});

needs('gzip', 'python3')('other readers', () => {
  test('gzip finds it sound, and python exactly one member', async () => {
    const path = join(folder, 'mixed.gz');
    writeFileSync(path, await compress(MIXED));
    expect(run('gzip', ['-t', path])).toMatchObject({ status: 0, stderr: '' });
    // A decompressor object stops at the end of the first member.
    const program = `
import hashlib, sys, zlib
member = zlib.decompressobj(31)
data = member.decompress(open(sys.argv[1], 'rb').read()) + member.flush()
print(member.eof, len(member.unused_data), hashlib.sha256(data).hexdigest())`;
    const digest = createHash('sha256').update(raw(MIXED)).digest('hex');
    expect(output('python3', ['-c', program, path]).trim()).toBe(`True 0 ${digest}`);
  });
});
