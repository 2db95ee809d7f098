// What the tests of interrupted upgrades have in common: an upgrade of two programs and a key, the
// steps it takes, and what must be so whatever happened at one of them.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { encodePublicKey, parsePublicKeys } from '../../src/minisign/index.ts';
import { type UpgradeOptions, upgrade } from '../../src/upgrade/index.ts';
import { scratchFolder } from '../support/tools.ts';
import { NO_FAULT } from './child.ts';
import { inject } from './faulty-fs.ts';
import { KEY, makeRelease, OTHER_KEY, upgradeOptions, versionIn, type World } from './world.ts';

/**
 * A folder that all may look into, gone after the tests of the file; in memory if there is such a
 * place, as hundreds of upgrades wait for the disk thousands of times.
 */
export function quickFolder(): string {
  const memory = '/dev/shm';
  const mounts = existsSync('/proc/mounts') ? readFileSync('/proc/mounts', 'utf8') : '';
  const options = mounts.split('\n').find((line) => line.split(' ')[1] === memory);
  const isFit = options !== undefined && !options.includes('noexec');
  const folder = isFit ? mkdtempSync(join(memory, 'jaco-pkg-test-')) : scratchFolder();
  chmodSync(folder, 0o755);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A release of version 1.1.0 that brings a new key. */
export function rotationRelease(folder: string): Promise<string> {
  const extra = { 'release-pubkey.txt': encodePublicKey(OTHER_KEY.publicKey) };
  return makeRelease(folder, '1.1.0', { extra });
}

export function rotationOptions(world: World, base: string): UpgradeOptions {
  return upgradeOptions(world, base, { trust: { keyFile: world.keyFile } });
}

/** The steps of an upgrade where nothing goes wrong, or of one that fails for another reason. */
export async function stepsOf(options: UpgradeOptions): Promise<string[]> {
  const steps: string[] = [];
  const end = await inject(NO_FAULT, (what) => steps.push(what));
  await upgrade(options)
    .catch(() => {})
    .finally(end);
  return steps;
}

/** Numbers of the steps, but for those that differ in nothing that a killed process leaves behind. */
export function pointsOf(steps: readonly string[]): number[] {
  return steps.flatMap((step, index) =>
    step === 'sync' && steps[index - 1] === step ? [] : [index + 1],
  );
}

/** The version that is found, once it is sure that everything is of it and works. */
export function found(world: World): string {
  const version = whole(world);
  // Others than root must get through to it, too.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const { stdout, error } = spawnSync(world.targets[0], { encoding: 'utf8', ...user });
  expect([stdout, error]).toEqual([`jaco v${version}\n`, undefined]);
  return version;
}

/** The version that programs and key are all of; they have their modes. */
function whole(world: World): string {
  const version = versionIn(world);
  const key = version === '1.1.0' ? OTHER_KEY : KEY;
  expect(parsePublicKeys(readFileSync(world.keyFile))).toEqual([key.publicKey]);
  expect(world.targets.map((path) => statSync(path).mode & 0o7777)).toEqual([0o755, 0o750]);
  return version;
}

/** What the next upgrade makes of it: first one that finds no release, then one that does. */
export async function endWell(world: World, version: string, base: string): Promise<string> {
  const nowhere = rotationOptions(world, join(world.root, 'none'));
  await expect(upgrade(nowhere)).rejects.toMatchObject({ code: 'upgrade_verification_failed' });
  expect(whole(world)).toBe(version);
  expect(world.targets.every((path) => statSync(path).nlink === 1)).toBe(true);
  const options = { ...rotationOptions(world, base), installed: () => versionIn(world) };
  const { outcome } = await upgrade(options);
  expect(whole(world)).toBe('1.1.0');
  expectTidy(world);
  return outcome;
}

export function expectTidy(world: World): void {
  expect(readdirSync(world.bin).sort()).toEqual(['jaco', 'jacod']);
  expect(readdirSync(join(world.root, 'etc'))).toEqual(['release-pubkey.txt']);
}
