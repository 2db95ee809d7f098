import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodePublicKey, parsePublicKeys, publicKeyLine } from '../../src/minisign/index.ts';
import * as library from '../../src/upgrade/index.ts';
import { skipPauses } from './faulty-fs.ts';
import { quickFolder } from './steps.ts';
import {
  KEY,
  makeRelease,
  makeWorld,
  OTHER_KEY,
  PROGRAMS,
  program,
  sha256,
  snapshot,
  upgradeOptions,
  versionIn,
} from './world.ts';

const { upgrade } = library;
skipPauses();
const root = quickFolder();
const NEW_KEY = { 'release-pubkey.txt': encodePublicKey(OTHER_KEY.publicKey) };

test('jaco-pkg/upgrade exports these values and no others', () => {
  expect(Object.keys(library).sort()).toEqual(['JacoPkgError', 'LIMITS', 'askVersion', 'upgrade']);
});

test('an upgrade replaces all targets, and tells what it did', async () => {
  const world = makeWorld(root);
  const base = await makeRelease(join(root, 'v1.1.0'), '1.1.0');
  expect(await upgrade(upgradeOptions(world, base, { installed: async () => 'v1.0.0' }))).toEqual({
    outcome: 'upgraded',
    from: '1.0.0',
    to: '1.1.0',
    artifact: 'jaco-v1.1.0-linux-amd64.tar.gz',
    keyId: KEY.publicKey.keyId,
    trustedComment: 'file:SHA256SUMS',
    replaced: PROGRAMS.map((name, index) => ({
      path: world.targets[index],
      sha256: sha256(program(name, '1.1.0')),
    })),
    recovered: [],
  });
  expect(versionIn(world)).toBe('1.1.0');
});

test('nothing is done, or fetched, for what is installed already', async () => {
  const world = makeWorld(root);
  const base = await makeRelease(join(root, 'v1.0.0'), '1.0.0', { tarball: Buffer.from('no') });
  const before = snapshot(world);
  expect(await upgrade(upgradeOptions(world, base))).toMatchObject({
    outcome: 'current',
    from: '1.0.0',
    to: '1.0.0',
    replaced: [],
  });
  expect(snapshot(world)).toEqual(before);
});

test('a downgrade that is allowed may start from anything', async () => {
  const world = makeWorld(root, '1.0.0');
  const base = await makeRelease(join(root, 'v0.9.0'), '0.9.0');
  const options = upgradeOptions(world, base, { installed: 'devel', allowDowngrade: true });
  expect(await upgrade(options)).toMatchObject({
    outcome: 'upgraded',
    from: undefined,
    to: '0.9.0',
  });
  expect(versionIn(world)).toBe('0.9.0');
});

describe('a release that brings a new key', () => {
  const keysIn = (path: string) => parsePublicKeys(readFileSync(path));

  test('changes the key file with the programs, and is known from then on', async () => {
    const world = makeWorld(root);
    const base = await makeRelease(join(root, 'rotation'), '1.1.0', { extra: NEW_KEY });
    const trust = { keyFile: world.keyFile };
    const { newKeys, replaced } = await upgrade(upgradeOptions(world, base, { trust }));
    expect(newKeys).toEqual([OTHER_KEY.publicKey]);
    expect(replaced.map(({ path }) => path)).toEqual([...world.targets, world.keyFile]);
    expect(keysIn(world.keyFile)).toEqual([OTHER_KEY.publicKey]);
    expect(readFileSync(world.keyFile, 'utf8').split('\n').slice(0, 2).join('\n')).toBe(
      encodePublicKey(OTHER_KEY.publicKey).trimEnd(),
    );
    const again = await upgrade(upgradeOptions(world, base, { trust, installed: '1.1.0' }));
    expect(again).toMatchObject({ outcome: 'current', keyId: KEY.publicKey.keyId, replaced: [] });
    expect(again).not.toHaveProperty('trustedComment');
    // Known is that list alone, not whatever else the old key signed.
    const other = await makeRelease(join(root, 'other'), '1.1.0', { extra: { more: 'x' } });
    await expect(
      upgrade(upgradeOptions(world, other, { trust, installed: '1.1.0' })),
    ).rejects.toMatchObject({ code: 'upgrade_verification_failed' });
  });

  test('changes it alone where the programs came by another way', async () => {
    const world = makeWorld(root, '1.1.0');
    const base = await makeRelease(join(root, 'rotation2'), '1.1.0', { extra: NEW_KEY });
    const options = { trust: { keyFile: world.keyFile }, installed: '1.1.0' };
    const before = snapshot(world);
    const { outcome, replaced } = await upgrade(upgradeOptions(world, base, options));
    expect([outcome, replaced.map(({ path }) => path)]).toEqual(['current', [world.keyFile]]);
    expect(keysIn(world.keyFile)).toEqual([OTHER_KEY.publicKey]);
    for (const name of ['bin', 'bin/jaco', 'bin/jacod']) {
      expect(snapshot(world)[name]).toBe(before[name]);
    }
  });

  test('only tells of it where keys are given themselves', async () => {
    const world = makeWorld(root);
    const base = await makeRelease(join(root, 'rotation3'), '1.1.0', { extra: NEW_KEY });
    const keys = [publicKeyLine(KEY.publicKey)] as const;
    const { newKeys } = await upgrade(upgradeOptions(world, base, { trust: { keys } }));
    expect(newKeys).toEqual([OTHER_KEY.publicKey]);
    expect(keysIn(world.keyFile)).toEqual([KEY.publicKey]);
  });

  test('does not when it is older', async () => {
    const world = makeWorld(root, '2.0.0');
    const base = await makeRelease(join(root, 'rotation4'), '1.1.0', { extra: NEW_KEY });
    const options = { trust: { keyFile: world.keyFile }, installed: '2.0.0', allowDowngrade: true };
    const result = await upgrade(upgradeOptions(world, base, options));
    expect(result).not.toHaveProperty('newKeys');
    expect(keysIn(world.keyFile)).toEqual([KEY.publicKey]);
    expect(versionIn(world)).toBe('1.1.0');
  });

  test('needs a key file that can be read', async () => {
    const world = makeWorld(root);
    const base = await makeRelease(join(root, 'rotation5'), '1.1.0', { extra: NEW_KEY });
    for (const [keyFile, code] of [
      [join(root, 'none'), 'key_unreadable'],
      [world.targets[0], 'key_invalid'],
    ] as const) {
      const tried = upgrade(upgradeOptions(world, base, { trust: { keyFile } }));
      await expect(tried).rejects.toMatchObject({ code });
    }
    expect(versionIn(world)).toBe('1.0.0');
  });
});
