// What may be upgraded, and what becomes of it.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { upgrade } from '../../src/upgrade/index.ts';
import { skipPauses } from './faulty-fs.ts';
import { expectRefused, unwritable } from './refusal.ts';
import { quickFolder } from './steps.ts';
import { makeRelease, makeWorld, snapshot, upgradeOptions, versionIn } from './world.ts';

skipPauses();
const root = quickFolder();
const release = makeRelease(join(root, 'release'), '1.1.0');

describe('targets', () => {
  test('keep their modes and owners, links to them stay links', async () => {
    const world = makeWorld(root);
    const [jaco, jacod] = world.targets;
    chmodSync(jaco, 0o4711);
    if (process.getuid?.() === 0) chownSync(jacod, 12, 34);
    const { uid, gid } = statSync(jacod);
    const link = join(world.root, 'link');
    symlinkSync('bin/jacod', link);
    const umask = process.umask(0o077);
    try {
      const targets = [{ path: jaco }, { path: link, member: 'jacod' }] as const;
      await upgrade(upgradeOptions(world, await release, { targets }));
    } finally {
      process.umask(umask);
    }
    expect(versionIn(world)).toBe('1.1.0');
    expect(statSync(jaco).mode & 0o7777).toBe(0o4711);
    expect(statSync(jacod)).toMatchObject({ uid, gid, mode: 0o100750 });
    expect(readFileSync(link)).toEqual(readFileSync(jacod));
  });

  test('may lie in several folders', async () => {
    const world = makeWorld(root);
    const sbin = join(world.root, 'sbin');
    mkdirSync(sbin);
    const moved = join(sbin, 'jacod');
    renameSync(world.targets[1], moved);
    const targets = [{ path: world.targets[0] }, { path: moved }] as const;
    const { replaced } = await upgrade(upgradeOptions(world, await release, { targets }));
    expect(replaced.map(({ path }) => path)).toEqual([world.targets[0], moved]);
    renameSync(moved, world.targets[1]);
    expect(versionIn(world)).toBe('1.1.0');
    expect(readdirSync(sbin)).toEqual([]);
  });

  test.each([
    [
      'that is not there',
      (path: string) => rmSync(path),
      'jacod: it is not there (install it before',
    ],
    ['that is a folder', (path: string) => [rmSync(path), mkdirSync(path)], 'it is a folder'],
    [
      'that is a dangling link',
      (path: string) => [rmSync(path), symlinkSync('none', path)],
      'it is not there',
    ],
    [
      'that is a link to itself',
      (path: string) => [rmSync(path), symlinkSync('jacod', path)],
      'too many links',
    ],
  ])('one %s is refused', async (_, harm, message) => {
    const world = makeWorld(root);
    harm(world.targets[1]);
    const before = snapshot(world);
    const tried = upgrade(upgradeOptions(world, await release));
    await expect(tried).rejects.toMatchObject(unwritable(message));
    expect(snapshot(world)).toEqual(before);
  });

  test('one that is named twice is refused, and so is one member for two', async () => {
    const world = makeWorld(root);
    const [jaco, jacod] = world.targets;
    symlinkSync('jaco', join(world.bin, 'again'));
    const twice = [{ path: jaco }, { path: join(world.bin, 'again'), member: 'x' }] as const;
    await expectRefused(world, upgradeOptions(world, await release, { targets: twice }), {
      code: 'usage',
    });
    const same = [{ path: jaco }, { path: jacod, member: 'jaco' }] as const;
    await expectRefused(world, upgradeOptions(world, await release, { targets: same }), {
      code: 'usage',
    });
  });

  test('that change while the upgrade is under way are left alone', async () => {
    const world = makeWorld(root);
    const installed = () => {
      copyFileSync(world.targets[1], `${world.targets[1]}.new`);
      renameSync(`${world.targets[1]}.new`, world.targets[1]);
      return '1.0.0';
    };
    const tried = upgrade(upgradeOptions(world, await release, { installed }));
    await expect(tried).rejects.toMatchObject({ code: 'input_changed' });
    expect(versionIn(world)).toBe('1.0.0');
  });

  test('that run are no trouble', async () => {
    const world = makeWorld(root);
    copyFileSync(process.execPath, world.targets[0]);
    const waiting = ['-e', 'process.stdin.on("data", () => process.exit(7)); console.log("up")'];
    const running = spawn(world.targets[0], waiting);
    await new Promise((resolve) => running.stdout.once('data', resolve));
    await upgrade(upgradeOptions(world, await release));
    expect(versionIn(world)).toBe('1.1.0');
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.stdin.end('go on');
    expect(await ended).toBe(7);
  });
});

describe('an upgrade that is told to stop', () => {
  test('does', async () => {
    const world = makeWorld(root);
    const reason = new RangeError('enough');
    const controller = new AbortController();
    const installed = () => {
      controller.abort(reason);
      return '1.0.0';
    };
    const before = snapshot(world);
    const options = upgradeOptions(world, await release, { installed, signal: controller.signal });
    await expect(upgrade(options)).rejects.toBe(reason);
    expect(snapshot(world)).toEqual(before);
  });
});
