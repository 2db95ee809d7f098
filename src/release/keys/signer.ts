import { readFile } from 'node:fs/promises';
import { JacoPkgError, reasonOf } from '../../errors.ts';
import { type PublicKey, parsePublicKeys, verify } from '../../minisign/index.ts';
import { compareVersions, versionIn } from '../semver.ts';
import {
  isSameKey,
  PUBLIC_KEY_FILE,
  parseRotations,
  ROTATIONS_FILE,
  type Rotation,
} from './rotation.ts';

/**
 * Refuses to sign a release with a key that its clients cannot know. Right is the one in its
 * release-pubkey.txt; but for the release that brings that one, the one before. A release without
 * such a file may be signed with any key.
 * @param version of the release
 * @param pathOf where a file of the release is; undefined when it has none of that name
 * @throws JacoPkgError `key_invalid`, `key_unreadable`
 */
export async function assertSigner(
  key: PublicKey,
  version: string,
  pathOf: (name: string) => string | undefined,
): Promise<void> {
  const [keyFile, list] = [await read(pathOf(PUBLIC_KEY_FILE)), await read(pathOf(ROTATIONS_FILE))];
  if (keyFile === undefined) return;
  const last = parseRotations(list ?? '', ROTATIONS_FILE).at(-1);
  const order = last ? compare(version, last.release) : 1;
  if (last && order < 0) throw tooEarly(version, last);
  if (last && order === 0) {
    if (await isSigner(key, last)) return;
    throw wrong(key, last.signature.keyId, `the one before ${last.newKey.keyId}, which it brings`);
  }
  const keys = parsePublicKeys(keyFile, PUBLIC_KEY_FILE);
  if (keys.some((one) => isSameKey(one, key))) return;
  throw wrong(key, keys.map(({ keyId }) => keyId).join(' or '), `as in ${PUBLIC_KEY_FILE}`);
}

async function read(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const message = `cannot read the file: ${reasonOf(cause)}`;
    throw new JacoPkgError({ code: 'key_unreadable', message, place: { file: path } }, { cause });
  }
}

/** What cannot be compared comes later. */
function compare(version: string, other: string): number {
  const [a, b] = [versionIn(version), versionIn(other)];
  return a && b ? compareVersions(a, b) : 1;
}

function isSigner(key: PublicKey, { signed, signature }: Rotation): Promise<boolean> {
  return verify(Buffer.from(signed), signature, [key]).then(
    () => true,
    () => false,
  );
}

function tooEarly(version: string, { release, newKey }: Rotation): JacoPkgError {
  return new JacoPkgError({
    code: 'key_invalid',
    message: `${PUBLIC_KEY_FILE} has key ${newKey.keyId}, which comes with ${release}, but this is ${version}`,
    hint: `take ${PUBLIC_KEY_FILE} and ${ROTATIONS_FILE} from before the change`,
  });
}

function wrong(given: PublicKey, right: string, why: string): JacoPkgError {
  return new JacoPkgError({
    code: 'key_invalid',
    message: `this release is to be signed with key ${right}, ${why}; the one given is ${given.keyId}`,
    hint: 'clients could not verify it otherwise',
  });
}
