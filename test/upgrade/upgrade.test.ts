import { join } from 'node:path';
import { expect, test } from 'vitest';
import { upgrade } from '../../src/upgrade/index.ts';
import { scratchFolder } from '../support/tools.ts';
import { makeRelease, makeWorld, upgradeOptions, versionIn } from './world.ts';

const root = scratchFolder();

test('replaces both', async () => {
  const world = makeWorld(root);
  const base = await makeRelease(join(root, 'v1.1.0'), '1.1.0');
  const result = await upgrade(upgradeOptions(world, base));
  expect(result).toMatchObject({ outcome: 'upgraded', from: '1.0.0', to: '1.1.0' });
  expect(versionIn(world)).toBe('1.1.0');
});
