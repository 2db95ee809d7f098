import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import { type UpgradeOptions, upgrade } from '../../src/upgrade/index.ts';
import { filesOf, type World } from './world.ts';

/** Upgrades, which must fail with this error and leave every file as it was, and nothing beside. */
export async function expectRefused(
  world: World,
  options: UpgradeOptions,
  error: object,
): Promise<void> {
  const before = filesOf(world);
  await expect(upgrade(options)).rejects.toMatchObject(error);
  expect(filesOf(world)).toEqual(before);
  expect(readdirSync(world.temporary)).toEqual([]);
  expect(readdirSync(world.bin).filter((name) => name.startsWith('.'))).toEqual([]);
}

export function unwritable(message: string): object {
  return { code: 'target_unwritable', message: expect.stringContaining(message) };
}
