// What is left when an upgrade is killed, at every point where that could make a difference: both
// programs and the trusted key are of one version, they run, and the next upgrade tidies up.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { UpgradeOptions } from '../../src/upgrade/index.ts';
import { compiledUpgrade, inTurns, runUpgrade } from './child.ts';
import { type Fault, skipPauses } from './faulty-fs.ts';
import {
  endWell,
  found,
  pointsOf,
  quickFolder,
  rotationOptions,
  rotationRelease,
  stepsOf,
} from './steps.ts';
import { copyWorld, makeWorld, type World } from './world.ts';

skipPauses();
const root = quickFolder();
const program = compiledUpgrade(join(root, 'compiled'));
const release = rotationRelease(join(root, 'v1.1.0'));

async function killed(world: World, fault: Fault, options: UpgradeOptions): Promise<string> {
  const { signal } = await runUpgrade(program, options, fault);
  expect(signal).toBe('SIGKILL');
  return found(world);
}

test('an upgrade that is killed leaves one version or the other, whole', async () => {
  const base = await release;
  const steps = await stepsOf(rotationOptions(makeWorld(root), base));
  const kills = pointsOf(steps).flatMap((at): Fault[] => {
    const isLong = /write|^rm \.jaco-pkg-upgrade$/.test(steps[at - 1] ?? '');
    const before = { at, kind: 'kill' } as const;
    return isLong ? [before, { at, kind: 'kill in the middle' }] : [before];
  });
  expect(kills.length).toBeGreaterThan(80);
  const rows = await inTurns(kills, async (kill) => {
    const world = makeWorld(root);
    const version = await killed(world, kill, rotationOptions(world, base));
    const outcome = await endWell(world, version, base);
    // Of the download, only a folder that did not yet tell whose it is may be left.
    for (const name of readdirSync(world.temporary)) {
      expect(readdirSync(join(world.temporary, name))).toEqual([]);
    }
    const where = kill.kind === 'kill' ? 'before' : 'in the middle of';
    return `${where} ${kill.at} ${steps[kill.at - 1]}: found ${version}, then ${outcome}`;
  });
  await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('golden/kill-points.txt');
});

describe('a recovery that is killed leaves the same', () => {
  test.each([
    ['before the switch is turned', /^symlink after now.tmp$/, 0, '1.0.0'],
    ['with one new file in its place', /^rename settle.tmp jaco$/, 1, '1.1.0'],
  ])('%s', async (_, step, later, version) => {
    const base = await release;
    const steps = await stepsOf(rotationOptions(makeWorld(root), base));
    const at = steps.findIndex((one) => step.test(one)) + 1 + later;
    const first = makeWorld(root);
    const options = rotationOptions(first, base);
    expect(await killed(first, { at, kind: 'kill' }, options)).toBe(version);
    const recovery = (world: World) => rotationOptions(world, join(root, 'none'));
    const points = pointsOf(await stepsOf(recovery(copyWorld(first))));
    expect(points.length).toBeGreaterThan(15);
    await inTurns(points, async (point) => {
      const world = copyWorld(first);
      const kill = { at: point, kind: 'kill' } as const;
      expect(await killed(world, kill, recovery(world))).toBe(version);
      await endWell(world, version, base);
    });
  });
});
