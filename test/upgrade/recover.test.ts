// What an interrupted upgrade has left, when that is not what it should be.
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { upgrade } from '../../src/upgrade/index.ts';
import { has } from '../support/tools.ts';
import { inject, skipPauses } from './faulty-fs.ts';
import {
  expectTidy,
  found,
  quickFolder,
  rotationOptions,
  rotationRelease,
  stepsOf,
} from './steps.ts';
import {
  copyWorld,
  makeRelease,
  makeWorld,
  program,
  snapshot,
  upgradeOptions,
  versionIn,
  type World,
} from './world.ts';

skipPauses();
const root = quickFolder();
const release = rotationRelease(join(root, 'release'));

/** A world where an upgrade stopped: all targets are links, and the switch is turned or not. */
async function interrupted(turned: boolean): Promise<World> {
  const base = await release;
  const steps = await stepsOf(rotationOptions(makeWorld(root), base));
  const turn = steps.lastIndexOf('rename now.tmp now') + 1;
  const world = makeWorld(root);
  // A disk that fails from there on keeps the upgrade from putting anything right.
  const end = await inject({ at: turned ? turn + 1 : turn, kind: 'read-only' }, () => {});
  await expect(upgrade(rotationOptions(world, base)))
    .rejects.toMatchObject({ code: 'target_unwritable' })
    .finally(end);
  expect(readlinkSync(world.targets[0])).toBe('.jaco-pkg-upgrade/now/0');
  for (const folder of [world.bin, join(world.root, 'etc')]) {
    const locks = readdirSync(folder).filter((name) => name.includes('.lock.'));
    for (const name of locks) rmSync(join(folder, name));
  }
  return world;
}

const COPY = { recursive: true, verbatimSymlinks: true };

const folderOf = (world: World) => join(world.bin, '.jaco-pkg-upgrade');

describe('an upgrade that was interrupted', () => {
  test.each([
    [true, 'completed', '1.1.0', 'current'],
    [false, 'undone', '1.0.0', 'upgraded'],
  ])('is ended by the next, which tells (turned: %s)', async (turned, ending, version, outcome) => {
    const world = await interrupted(turned);
    expect(found(world)).toBe(version);
    // It says what was installed before; what was completed since is known better.
    const result = await upgrade(rotationOptions(world, await release));
    const targets = [...world.targets, world.keyFile];
    expect(result).toMatchObject({ outcome, from: version });
    expect(result.recovered).toEqual([{ ending, from: '1.0.0', to: '1.1.0', targets }]);
    expect(found(world)).toBe('1.1.0');
    expectTidy(world);
  });

  test('is ended where the file system is mounted somewhere else', async () => {
    const world = copyWorld(await interrupted(true));
    await upgrade(rotationOptions(world, await release));
    expect(found(world)).toBe('1.1.0');
    expectTidy(world);
  });

  test('is ended by an upgrade of other targets of the folder', async () => {
    const world = await interrupted(true);
    writeFileSync(join(world.bin, 'other'), 'other');
    const product = { name: 'jaco', platform: 'linux', arch: 'amd64' };
    const targets = [{ path: join(world.bin, 'other'), member: 'README.md' }] as const;
    const base = await makeRelease(join(root, 'v1.2.0'), '1.2.0');
    // The version that was completed is of the programs, not of this one.
    const options = upgradeOptions(world, base, { targets, product, installed: '1.1.5' });
    expect(await upgrade(options)).toMatchObject({ from: '1.1.5', recovered: [{ to: '1.1.0' }] });
    expect(readFileSync(join(world.bin, 'other'), 'utf8')).toBe('Read me');
    expect(found(world)).toBe('1.1.0');
  });

  test('is ended by an upgrade of what lies in another of its folders', async () => {
    const world = await interrupted(false);
    const targets = [{ path: world.keyFile, member: 'README.md' }] as const;
    const product = { name: 'jaco', platform: 'linux', arch: 'amd64' };
    await upgrade(upgradeOptions(world, await release, { targets, product }));
    expect(versionIn(world)).toBe('1.0.0');
    expectTidy(world);
  });

  test('that is not the last one there is done with, too', async () => {
    // Of an earlier one this folder was left, and its home has become that of the other.
    const world = await interrupted(true);
    const etc = join(world.root, 'etc');
    const lone = makeWorld(root);
    cpSync(join(etc, '.jaco-pkg-upgrade'), join(lone.root, 'etc/.jaco-pkg-upgrade'), COPY);
    const targets = [{ path: lone.keyFile, member: 'README.md' }] as const;
    const product = { name: 'jaco', platform: 'linux', arch: 'amd64' };
    await upgrade(upgradeOptions(lone, await release, { targets, product }));
    expect(readFileSync(lone.keyFile, 'utf8')).toBe('Read me');
    expect(versionIn(lone)).toBe('1.0.0');
    expectTidy(lone);
  });

  test('does not undo what a package manager did since', async () => {
    const world = await interrupted(false);
    for (const [index, name] of ['jaco', 'jacod'].entries()) {
      writeFileSync(join(world.bin, 'new'), program(name, '1.0.5'));
      chmodSync(join(world.bin, 'new'), index === 0 ? 0o755 : 0o750);
      renameSync(join(world.bin, 'new'), join(world.bin, name));
    }
    const nowhere = rotationOptions(world, join(root, 'none'));
    await expect(upgrade(nowhere)).rejects.toMatchObject({ code: 'upgrade_verification_failed' });
    expect(versionIn(world)).toBe('1.0.5');
    expectTidy(world);
  });
});

describe('what cannot be of an upgrade is not acted on', () => {
  test.each([
    ['no JSON', () => 'garbage'],
    ['of another format', (text: string) => text.replace('"format": 1', '"format": 2')],
    ['without targets', (text: string) => text.replace(/\[[^\]]*\]/, '[]')],
    ['of other targets', (text: string) => text.replace('"jaco"', '"../etc/x"')],
    ['immense', (text: string) => text + ' '.repeat(100_000)],
    ['without a version', (text: string) => text.replace('"to"', '"too"')],
  ])('a journal that is %s', async (_, change) => {
    const world = await interrupted(true);
    const path = join(folderOf(world), 'journal.json');
    writeFileSync(path, change(readFileSync(path, 'utf8')));
    const before = snapshot(world);
    await expect(upgrade(rotationOptions(world, await release))).rejects.toMatchObject({
      code: 'target_unwritable',
      message: expect.stringContaining('journal of an interrupted upgrade cannot be read'),
    });
    expect(Object.keys(snapshot(world))).toEqual(Object.keys(before));
    expect(found(world)).toBe('1.1.0');
  });

  const others: [string, (folder: string) => void][] = [
    ['that others may write to', (folder) => [mkdirSync(folder), chmodSync(folder, 0o777)]],
    ['that is a link', (folder) => symlinkSync('/tmp', folder)],
    ['that is a file', (folder) => writeFileSync(folder, '')],
  ];
  if (has('root')) {
    others.push(['of somebody else', (folder) => [mkdirSync(folder), chownSync(folder, 7, 7)]]);
  }
  test.each(others)('a folder %s', async (_, make) => {
    const world = makeWorld(root);
    make(folderOf(world));
    await expect(upgrade(rotationOptions(world, await release))).rejects.toMatchObject({
      code: 'target_unwritable',
      message: expect.stringContaining('it is there already, and is not of an upgrade'),
    });
    expect(existsSync(folderOf(world))).toBe(true);
    expect(found(world)).toBe('1.0.0');
  });
});
