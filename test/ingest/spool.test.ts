import { mkdirSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Spool } from '../../src/ingest/spool.ts';
import { bytesOf } from '../support/kit.ts';
import { noise } from '../support/samples.ts';
import { mountTmpfs } from '../support/tmpfs.ts';
import { needs, scratchFolder } from '../support/tools.ts';
import { haveTransfer } from '../support/transfer.ts';

const folder = scratchFolder();

test('what is kept can be read again, in memory or out of it, any number of times', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }),
      fc.constantFrom(0, 100, 1_000_000),
      async (pieces, memory) => {
        const spool = new Spool(memory, folder);
        const kept = await Promise.all(pieces.map((piece) => spool.keep(piece)));
        for (const [index, piece] of pieces.entries()) {
          const stored = kept[index];
          if (!stored) throw new TypeError('lost');
          expect(stored.size).toBe(piece.length);
          expect((await bytesOf([stored])).equals(piece)).toBe(true);
          expect((await bytesOf([stored])).equals(piece)).toBe(true);
        }
        await spool.close();
      },
    ),
  );
});

test('pieces beyond a read of 1 MiB come back whole', async () => {
  const spool = new Spool(0, folder);
  const pieces = [noise(10), noise(2_500_000), noise(7)];
  const kept = [];
  const all = Buffer.concat(pieces);
  for (const piece of pieces) kept.push(await spool.keep(piece));
  expect((await bytesOf(kept)).equals(all)).toBe(true);
  await spool.close();
});

test('what is asked to spare memory takes no more of it', async () => {
  const spool = new Spool(1000, folder);
  const before = await spool.keep(noise(100));
  spool.spare();
  const after = await spool.keep(noise(100));
  expect([before, after].map(({ bytes }) => bytes?.length)).toEqual([100, undefined]);
  expect((await bytesOf([before, after])).equals(Buffer.concat([noise(100), noise(100)]))).toBe(
    true,
  );
  await spool.close();
});

test('what went to the file no longer takes memory', async () => {
  const restore = haveTransfer();
  const spool = new Spool(300_000, folder);
  const pieces = [noise(200_000), noise(200_000)];
  for (const piece of pieces) await spool.keep(piece);
  expect(pieces.map(({ length }) => length)).toEqual([200_000, 0]);
  await spool.close();
  restore();
});

test.skipIf(process.platform !== 'linux')('the file has no name while it is in use', async () => {
  const own = join(folder, 'own');
  mkdirSync(own);
  const spool = new Spool(0, own);
  const openFiles = () =>
    readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`);
      } catch {
        return [];
      }
    });
  const kept = await spool.keep(noise(100));
  expect(readdirSync(own)).toEqual([]);
  expect(openFiles().filter((path) => path.startsWith(own))).toEqual([
    expect.stringMatching(/\.spool \(deleted\)$/),
  ]);
  expect((await bytesOf([kept])).equals(noise(100))).toBe(true);
  await spool.close();
  expect(openFiles().filter((path) => path.startsWith(own))).toEqual([]);
});

test('memory is used up to the cap, and no file is made below it', async () => {
  const missing = join(folder, 'missing');
  const spool = new Spool(100, missing);
  await spool.keep(noise(60));
  expect(spool.free).toBe(40);
  await expect(spool.keep(noise(41))).rejects.toMatchObject({ code: 'target_unwritable' });
  await expect(spool.keep(noise(41))).rejects.toThrow(/cannot keep temporary data in .*missing/);
  await spool.keep(noise(40));
  expect(spool.free).toBe(0);
  await spool.close();
});

test('nothing can be spooled after the end', async () => {
  const spool = new Spool(0, folder);
  await spool.close();
  await expect(spool.keep(noise(1))).rejects.toThrow(/closed/);
});

needs('tmpfs')('on a full disk', () => {
  test('keeping fails with a hint, and the space is free again at the end', async () => {
    const small = mountTmpfs('256k');
    if (!small) throw new TypeError('no tmpfs');
    try {
      const spool = new Spool(0, small.folder);
      await spool.keep(noise(100_000));
      const failed = spool.keep(noise(200_000));
      await expect(failed).rejects.toMatchObject({ code: 'target_unwritable' });
      await expect(failed).rejects.toThrow(/ENOSPC.*TMPDIR/);
      await spool.close();
      const next = new Spool(0, small.folder);
      await next.keep(noise(200_000));
      await next.close();
      expect(readdirSync(small.folder)).toEqual([]);
    } finally {
      small.unmount();
    }
  });
});
