import { chmodSync, chownSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { upgrade } from '../../src/upgrade/index.ts';
import { mountTmpfs } from '../support/tmpfs.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { compiledUpgrade, NO_FAULT, runUpgrade } from './child.ts';
import { expectRefused, unwritable } from './refusal.ts';
import { rotationOptions, rotationRelease } from './steps.ts';
import {
  filesOf,
  makeRelease,
  makeWorld,
  snapshot,
  upgradeOptions,
  versionIn,
  type World,
} from './world.ts';

const root = scratchFolder();
chmodSync(root, 0o755);
const release = makeRelease(join(root, 'release'), '1.1.0');
const rotation = rotationRelease(join(root, 'rotation'));
const NOBODY = 65_534;

needs('tmpfs')('a file system', () => {
  let unmount = () => {};
  afterEach(() => unmount());

  /** The programs on a file system of their own; the download elsewhere. */
  function worldOn(options: string): World {
    const mount = mountTmpfs(options);
    if (!mount) throw new Error('a tmpfs could be mounted before');
    ({ unmount } = mount);
    return { ...makeWorld(mount.folder), temporary: mkdtempSync(join(root, 'temporary-')) };
  }

  // Both programs have 155 kB as installed, and again when they are staged.
  test.each(['170k', '200k', '240k', '260k'])('with room for %s is full', async (size) => {
    const world = worldOn(size);
    await expectRefused(
      world,
      upgradeOptions(world, await release),
      unwritable('ENOSPC, no space left on device (make room on the disk)'),
    );
  });

  test('without room for one more name, whichever', async () => {
    const outcomes: string[] = [];
    for (let names = 10; !outcomes.includes('upgraded'); names += 1) {
      const world = worldOn(`4m,nr_inodes=${names}`);
      const before = filesOf(world);
      const options = upgradeOptions(world, await release);
      const outcome = await upgrade(options).then(
        (result) => result.outcome,
        (error) => `${error.code} ${error.cause?.code}`,
      );
      outcomes.push(outcome);
      if (outcome !== 'upgraded') expect(filesOf(world)).toEqual(before);
      expect(readdirSync(world.bin).sort()).toEqual(['jaco', 'jacod']);
      unmount();
    }
    unmount = () => {};
    expect(new Set(outcomes)).toEqual(new Set(['target_unwritable ENOSPC', 'upgraded']));
    expect(outcomes.length).toBeGreaterThan(15);
  });

  test('for the download is full', async () => {
    const world = makeWorld(root);
    const { root: temporary } = worldOn('200k');
    expect(() => writeFileSync(join(temporary, 'filler'), Buffer.alloc(200_000))).toThrow('ENOSPC');
    const options = upgradeOptions(world, await release, { temporary });
    await expectRefused(world, options, unwritable('ENOSPC'));
  });

  test('is read-only', async () => {
    const world = worldOn('4m');
    output('mount', ['-o', 'remount,ro', join(world.root, '..')]);
    const before = snapshot(world);
    await expectRefused(
      world,
      upgradeOptions(world, await release),
      unwritable('EROFS, read-only file system (choose'),
    );
    expect(snapshot(world)).toEqual(before);
  });

  test('follows no links', async (context) => {
    const world = worldOn('4m');
    const { status } = run('mount', ['-o', 'remount,nosymfollow', join(world.root, '..')]);
    if (status !== 0) context.skip('this system knows no nosymfollow');
    await expectRefused(
      world,
      upgradeOptions(world, await release),
      unwritable('links in .jaco-pkg-upgrade are not followed'),
    );
  });
});

needs('root')('somebody without rights', () => {
  const program = compiledUpgrade(join(root, 'compiled'));

  async function expectRefusedAs(uid: number, world: World, message: string) {
    chownSync(world.temporary, uid, uid);
    const before = filesOf(world);
    const { result } = await runUpgrade(
      program,
      upgradeOptions(world, await release),
      NO_FAULT,
      uid,
    );
    expect(result).toMatchObject(unwritable(message));
    expect(filesOf(world)).toEqual(before);
    expect(readdirSync(world.bin)).toEqual(['jaco', 'jacod']);
    expect(readdirSync(world.temporary)).toEqual([]);
  }

  test('to the folder is refused before the download', async () => {
    const world = makeWorld(root);
    const before = snapshot(world);
    await expectRefusedAs(
      NOBODY,
      world,
      'bin: cannot be written: permission denied (make the folder',
    );
    expect(snapshot(world)).toEqual(before);
  });

  test('to give the files away, or to keep those of others, is refused', async () => {
    const world = makeWorld(root);
    chmodSync(world.bin, 0o777);
    await expectRefusedAs(NOBODY, world, 'EPERM');
  });

  test('to the programs but not to the folder of the key is refused', async () => {
    const world = makeWorld(root);
    for (const path of [world.bin, ...world.targets]) chownSync(path, NOBODY, NOBODY);
    const { result } = await runUpgrade(
      program,
      rotationOptions(world, await rotation),
      NO_FAULT,
      NOBODY,
    );
    expect(result).toMatchObject(unwritable('etc: cannot be written: permission denied'));
    expect(versionIn(world)).toBe('1.0.0');
  });

  test('to anything but the own files is enough for them', async () => {
    const world = makeWorld(root);
    for (const path of [world.bin, world.temporary, ...world.targets]) {
      chownSync(path, NOBODY, NOBODY);
    }
    const options = upgradeOptions(world, await release);
    expect((await runUpgrade(program, options, NO_FAULT, NOBODY)).result).toEqual({
      outcome: 'upgraded',
    });
    expect(versionIn(world)).toBe('1.1.0');
    expect(statSync(world.targets[1])).toMatchObject({ uid: NOBODY, gid: NOBODY, mode: 0o100750 });
  });
});
