import { readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type ErrorProblem, JacoPkgError, systemCode } from '../../errors.ts';
import {
  encodePublicKey,
  encodeSecretKey,
  generateKeyPair,
  type Protection,
  type PublicKey,
  parsePublicKey,
  type SecretKey,
  writeSecretKey,
} from '../../minisign/index.ts';
import { inMemory } from '../../model/segment.ts';
import { OutputSet } from '../../output/index.ts';
import { compareVersions, parseVersion } from '../semver.ts';
import {
  encodeRotation,
  isSameKey,
  parseRotations,
  ROTATIONS_FILE,
  type Rotation,
} from './rotation.ts';

export interface RotateOptions {
  /** What clients trust now. */
  readonly oldKey: SecretKey;
  /** Path for the new secret key; no file may be there. */
  readonly newSecretFile: string;
  /** How the new secret key is kept. */
  readonly protection: Protection;
  /** Path of release-pubkey.txt, which has the old key; the list of changes lies beside it. */
  readonly publicKeyFile: string;
  /** Version that brings the new key, such as `v1.5.0`; it is signed with the old one. */
  readonly release: string;
  /** What relative paths are relative to; `process.cwd()` by default. */
  readonly cwd?: string;
}

export interface Rotated {
  readonly oldKey: PublicKey;
  readonly newKey: PublicKey;
  /** Absolute paths of what was written. */
  readonly newSecretFile: string;
  readonly publicKeyFile: string;
  readonly rotationsFile: string;
}

/**
 * Makes a new pair of keys, puts the public one into release-pubkey.txt, and adds the change to the
 * list of them; all of it, or on an error nothing. Throws
 *   - `key_invalid`: the old key is not the one in release-pubkey.txt, or a file is damaged;
 *   - `version_invalid`: the release is not one that comes after the last change;
 *   - `key_unreadable`, `key_password`, `target_conflict`, `target_unwritable`.
 */
export async function rotateKey(options: RotateOptions): Promise<Rotated> {
  const { oldKey, release, protection, cwd = '.' } = options;
  const publicKeyFile = resolve(cwd, options.publicKeyFile);
  const newSecretFile = resolve(cwd, options.newSecretFile);
  const rotationsFile = join(dirname(publicKeyFile), ROTATIONS_FILE);
  assertCurrent(oldKey.publicKey, parsePublicKey(await read(publicKeyFile), publicKeyFile));
  const rotations = completed(
    parseRotations(await read(rotationsFile, ''), rotationsFile),
    oldKey.publicKey,
  );
  assertNext(rotations, oldKey.publicKey, release, rotationsFile);

  const key = generateKeyPair();
  const { publicKey: newKey } = key;
  const list = rotations.map(({ text }) => text).join('');
  const added = await encodeRotation(oldKey, newKey, release);
  await writeSecretKey(newSecretFile, await encodeSecretKey(key, protection));
  const output = new OutputSet();
  try {
    await output.stage(rotationsFile, [inMemory(Buffer.from(list + added))]);
    await output.stage(publicKeyFile, [inMemory(Buffer.from(encodePublicKey(newKey)))]);
    await output.commit();
  } catch (cause) {
    await rm(newSecretFile, { force: true });
    throw cause;
  } finally {
    await output.discard();
  }
  return { oldKey: oldKey.publicKey, newKey, newSecretFile, publicKeyFile, rotationsFile };
}

async function read(path: string, otherwise?: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const code = systemCode(cause);
    if (code === 'ENOENT' && otherwise !== undefined) return otherwise;
    const message = `cannot read the file: ${code}`;
    const problem: ErrorProblem = { code: 'key_unreadable', message, place: { file: path } };
    throw new JacoPkgError(problem, { cause });
  }
}

function assertCurrent(given: PublicKey, current: PublicKey): void {
  if (isSameKey(given, current)) return;
  throw new JacoPkgError({
    code: 'key_invalid',
    message: `the old key is ${given.keyId}, but clients trust ${current.keyId}`,
    hint: 'give the secret key that signed the last release',
  });
}

/** The changes but for one that was interrupted before the new key was in release-pubkey.txt. */
function completed(rotations: readonly Rotation[], current: PublicKey): readonly Rotation[] {
  return rotations.at(-1)?.signature.keyId === current.keyId ? rotations.slice(0, -1) : rotations;
}

/** A list that is added to must lead to the old key, and to a release before this one. */
function assertNext(
  rotations: readonly Rotation[],
  oldKey: PublicKey,
  release: string,
  file: string,
): void {
  const version = parseVersion(release, 'the release that brings the key');
  const last = rotations.at(-1);
  if (!last) return;
  if (!isSameKey(last.newKey, oldKey)) {
    const message = `the last change is to key ${last.newKey.keyId}, not to ${oldKey.keyId}`;
    throw new JacoPkgError({ code: 'key_invalid', message, place: { file } });
  }
  const before = parseVersion(last.release, 'the release of the last change of key');
  if (compareVersions(version, before) > 0) return;
  throw new JacoPkgError({
    code: 'version_invalid',
    message: `release ${release} does not come after ${last.release}, which changed the key before`,
    hint: 'name the release that will bring the new key',
  });
}
