// What is left when an upgrade is killed, at every point where that could make a difference: both
// programs and the trusted key are of one version, they run, and the next upgrade tidies up.
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodePublicKey, parsePublicKeys } from '../../src/minisign/index.ts';
import { type UpgradeOptions, upgrade } from '../../src/upgrade/index.ts';
import { scratchFolder } from '../support/tools.ts';
import { compiledUpgrade, inTurns, type Kill, runUpgrade, stepsOf } from './child.ts';
import {
  copyWorld,
  KEY,
  makeRelease,
  makeWorld,
  OTHER_KEY,
  upgradeOptions,
  versionIn,
  type World,
} from './world.ts';

const root = scratchFolder();
chmodSync(root, 0o755);
const program = compiledUpgrade(join(root, 'compiled'));
let base: string;

beforeAll(async () => {
  base = await makeRelease(join(root, 'v1.1.0'), '1.1.0', {
    extra: { 'release-pubkey.txt': encodePublicKey(OTHER_KEY.publicKey) },
  });
});

function optionsFor(world: World, from = base): UpgradeOptions {
  return upgradeOptions(world, from, { trust: { keyFile: world.keyFile } });
}

/** The version that is found, once it is sure that everything is of it and works. */
function found(world: World): string {
  const version = versionIn(world);
  const key = version === '1.1.0' ? OTHER_KEY : KEY;
  expect(parsePublicKeys(readFileSync(world.keyFile))).toEqual([key.publicKey]);
  expect(world.targets.map((path) => statSync(path).mode & 0o7777)).toEqual([0o755, 0o750]);
  // Others than root must get through to it, too.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const { stdout, error } = spawnSync(world.targets[0], { encoding: 'utf8', ...user });
  expect([stdout, error]).toEqual([`jaco v${version}\n`, undefined]);
  return version;
}

/** What the next upgrade makes of it: first one that finds no release, then one that does. */
async function endWell(world: World, version: string): Promise<string> {
  await expect(upgrade(optionsFor(world, join(root, 'none')))).rejects.toMatchObject({
    code: 'upgrade_verification_failed',
  });
  expect(found(world)).toBe(version);
  expect(world.targets.every((path) => statSync(path).nlink === 1)).toBe(true);
  const { outcome } = await upgrade({ ...optionsFor(world), installed: () => versionIn(world) });
  expect(found(world)).toBe('1.1.0');
  expect(readdirSync(world.bin).sort()).toEqual(['jaco', 'jacod']);
  expect(readdirSync(join(world.root, 'etc'))).toEqual(['release-pubkey.txt']);
  return outcome;
}

async function killed(world: World, kill: Kill, options = optionsFor(world)): Promise<string> {
  const { signal } = await runUpgrade(program, options, { kill });
  expect(signal).toBe('SIGKILL');
  return found(world);
}

/** Numbers of the steps, but for those that differ in nothing that a killed process leaves behind. */
function pointsOf(steps: readonly string[]): number[] {
  return steps.flatMap((step, index) =>
    step === 'file.sync' && steps[index - 1] === step ? [] : [index + 1],
  );
}

test('an upgrade that is killed leaves one version or the other, whole', async () => {
  const steps = await stepsOf(program, optionsFor(makeWorld(root)));
  const kills = pointsOf(steps).flatMap((at): Kill[] => {
    const isLong = /write|^rm \.jaco-pkg-upgrade$/.test(steps[at - 1] ?? '');
    return isLong ? [{ at }, { at, in: 'middle' }] : [{ at }];
  });
  expect(kills.length).toBeGreaterThan(80);
  const rows = await inTurns(kills, async (kill) => {
    const world = makeWorld(root);
    const version = await killed(world, kill);
    const outcome = await endWell(world, version);
    const where = kill.in ? 'in the middle of' : 'before';
    return `${where} ${kill.at} ${steps[kill.at - 1]}: found ${version}, then ${outcome}`;
  });
  await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('golden/kill-points.txt');
});

describe('a recovery that is killed', () => {
  test.each([
    ['before the switch is turned', /^symlink after now.tmp$/, 0, '1.0.0'],
    ['with one new file in its place', /^rename jaco jaco$/, 1, '1.1.0'],
  ])('leaves the same: %s', async (_, step, later, version) => {
    const steps = await stepsOf(program, optionsFor(makeWorld(root)));
    const at = steps.findIndex((one) => step.test(one)) + 1 + later;
    const first = makeWorld(root);
    expect(await killed(first, { at })).toBe(version);
    const begin = () => copyWorld(first);
    const recovery = (world: World) => optionsFor(world, join(root, 'none'));
    const points = pointsOf(await stepsOf(program, recovery(begin())));
    expect(points.length).toBeGreaterThan(20);
    await inTurns(points, async (point) => {
      const world = begin();
      expect(await killed(world, { at: point }, recovery(world))).toBe(version);
      await endWell(world, version);
    });
  });
});
