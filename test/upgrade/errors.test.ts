// What an upgrade does about an error of the disk, at each of its steps.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { JacoPkgError, upgrade } from '../../src/upgrade/index.ts';
import { inTurns } from './child.ts';
import { type Fault, inject, skipPauses } from './faulty-fs.ts';
import {
  endWell,
  expectTidy,
  found,
  pointsOf,
  quickFolder,
  rotationOptions,
  rotationRelease,
  stepsOf,
} from './steps.ts';
import { filesOf, makeWorld, versionIn, type World } from './world.ts';

skipPauses();
const root = quickFolder();
const release = rotationRelease(join(root, 'v1.1.0'));

/** The code of the error that an upgrade ends with, or its outcome. */
async function ending(world: World, fault: Fault): Promise<string> {
  const options = rotationOptions(world, await release);
  const end = await inject(fault, () => {});
  try {
    return (await upgrade(options)).outcome;
  } catch (error) {
    expect(error).toBeInstanceOf(JacoPkgError);
    return error instanceof JacoPkgError ? error.code : '';
  } finally {
    end();
  }
}

test('one error undoes the upgrade, or is overcome', async () => {
  const base = await release;
  const steps = await stepsOf(rotationOptions(makeWorld(root), base));
  const turn = steps.lastIndexOf('rename now.tmp now') + 1;
  const worlds: World[] = [];
  for (const at of pointsOf(steps)) {
    const world = makeWorld(root);
    worlds.push(world);
    const before = filesOf(world);
    const code = await ending(world, { at, kind: 'error' });
    const step = `${at} ${steps[at - 1]}`;
    if (at <= turn && code !== 'upgraded') {
      expect([step, code, found(world)]).toEqual([step, 'target_unwritable', '1.0.0']);
      expect(filesOf(world)).toEqual(before);
      expectTidy(world);
      expect(readdirSync(world.temporary)).toEqual([]);
    } else {
      expect([step, found(world)]).toEqual([step, '1.1.0']);
      expect(code).toMatch(/^(upgraded|target_unwritable)$/);
      if (at <= turn) expect(step).toMatch(/rm \.jaco-pkg-upgrade\.lock\.TOKEN/);
    }
  }
  await inTurns(worlds, (world) => endWell(world, versionIn(world), base));
});

test('a disk that becomes read-only leaves one version or the other, whole', async () => {
  const base = await release;
  const steps = await stepsOf(rotationOptions(makeWorld(root), base));
  const turn = steps.lastIndexOf('rename now.tmp now') + 1;
  const worlds: World[] = [];
  for (const at of pointsOf(steps)) {
    const world = makeWorld(root);
    worlds.push(world);
    const code = await ending(world, { at, kind: 'read-only' });
    expect(code).toMatch(/^(upgraded|target_unwritable)$/);
    const version = at <= turn ? '1.0.0' : '1.1.0';
    expect(found(world)).toBe(version);
  }
  await inTurns(worlds, (world) => endWell(world, versionIn(world), base));
});
