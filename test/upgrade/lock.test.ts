import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { holderText, ownHolder } from '../../src/holder.ts';
import { upgrade } from '../../src/upgrade/index.ts';
import { Locks, withLocks } from '../../src/upgrade/lock.ts';
import { skipPauses } from './faulty-fs.ts';
import { quickFolder } from './steps.ts';
import { makeRelease, makeWorld, upgradeOptions, versionIn } from './world.ts';

skipPauses();
const root = quickFolder();
const NAME = '.jaco-pkg-upgrade.lock.0123';
const locked = expect.objectContaining({ code: 'upgrade_locked' });
const newFolder = () => mkdtempSync(join(root, 'folder-'));

describe('a lock', () => {
  test('is one upgrade’s until it is given up', async () => {
    const folder = newFolder();
    const [mine, others] = [new Locks(), new Locks()];
    await mine.acquire(folder);
    await mine.acquire(folder);
    await expect(others.acquire(folder)).rejects.toThrow(locked);
    expect(readdirSync(folder)).toHaveLength(1);
    await mine.release();
    await others.acquire(folder);
    await others.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is given up after an error, too', async () => {
    const folder = newFolder();
    const task = withLocks(async (locks) => {
      await locks.acquire(folder);
      throw new RangeError('on the way');
    });
    await expect(task).rejects.toThrow('on the way');
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([2, 20])('is never had by two of %d that want it at once', async (count) => {
    for (let round = 0; round < 5; round += 1) {
      const folder = newFolder();
      symlinkSync(holderText({ ...ownHolder(), pid: 999_999_999 }), join(folder, NAME));
      const all = Array.from({ length: count }, () => new Locks());
      const results = await Promise.allSettled(all.map((locks) => locks.acquire(folder)));
      const won = results.filter(({ status }) => status === 'fulfilled');
      expect(won.length).toBeLessThanOrEqual(1);
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toEqual(locked);
      }
      await Promise.all(all.map((locks) => locks.release()));
      expect(readdirSync(folder).filter((name) => name !== NAME)).toEqual([]);
    }
  });
});

describe('a lock that is found', () => {
  async function acquired(text: string): Promise<string> {
    const folder = newFolder();
    symlinkSync(text, join(folder, NAME));
    const locks = new Locks();
    try {
      await locks.acquire(folder);
      expect(readdirSync(folder)).not.toContain(NAME);
      await locks.release();
      expect(readdirSync(folder)).toEqual([]);
      return 'taken';
    } catch (error) {
      expect(error).toEqual(locked);
      expect(readdirSync(folder)).toEqual([NAME]);
      return String(error);
    }
  }

  test('of a process that is dead does not count', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => dead.once('exit', resolve));
    expect(await acquired(holderText({ ...ownHolder(), pid: dead.pid ?? 0 }))).toBe('taken');
  });

  test.runIf(process.platform === 'linux')(
    'of one that had the number before does not count',
    async () => {
      expect(await acquired(holderText({ ...ownHolder(), started: '1' }))).toBe('taken');
    },
  );

  test('of one that lives counts', async () => {
    expect(await acquired(holderText(ownHolder()))).toContain(
      `process ${process.pid} is upgrading`,
    );
  });

  test.each([
    holderText({ ...ownHolder(), space: 'pid:[1]' }),
    'garbage',
    holderText({ ...ownHolder(), machine: 'another' }),
    'jaco-pkg 0    ',
    'jaco-pkg x 1 2 3 4',
  ])('of one that cannot be judged counts: %s', async (text) => {
    expect(await acquired(text)).toContain(`if there is no such process, remove ${root}`);
  });
});

test('of two upgrades at once one does it, and the other says why not', async () => {
  const base = await makeRelease(join(root, 'release'), '1.1.0');
  for (let round = 0; round < 5; round += 1) {
    const world = makeWorld(root);
    const both = [1, 2].map(() => upgrade(upgradeOptions(world, base)));
    const results = await Promise.allSettled(both);
    const codes = results.map((result) =>
      result.status === 'fulfilled' ? result.value.outcome : result.reason.code,
    );
    expect(['upgrade_locked upgraded', 'input_changed upgraded']).toContain(codes.sort().join(' '));
    expect(versionIn(world)).toBe('1.1.0');
    expect(readdirSync(world.bin).sort()).toEqual(['jaco', 'jacod']);
  }
});
