// How clients come to trust a new key: the release that brings it is signed with the old one. For
// clients that skip that release, each later one says so in a list that only adds up:
//
//   release-pubkey.txt        the key that the next release is signed with, as minisign writes it
//   release-pubkey.rotations  for each change of key, oldest first, six lines:
//                               the new key's file (2), and its signature by the old key (4),
//                               whose trusted comment is "release:" and the version that brings it
import { JacoPkgError } from '../../errors.ts';
import {
  encodePublicKey,
  encodeSignature,
  type PublicKey,
  parsePublicKey,
  parseSignature,
  type SecretKey,
  type Signature,
  sign,
  verify,
} from '../../minisign/index.ts';

export const PUBLIC_KEY_FILE = 'release-pubkey.txt';
export const ROTATIONS_FILE = 'release-pubkey.rotations';

/** Room for a change of key a month, for ten years. */
export const MAX_ROTATIONS_BYTES = 65_536;

export interface Rotation {
  readonly newKey: PublicKey;
  /** The release that brings it, such as `v1.5.0`. */
  readonly release: string;
  /** By the old key, over `signed`. */
  readonly signature: Signature;
  readonly signed: string;
  /** Its six lines. */
  readonly text: string;
}

const KEY_LINES = 2;
const ALL_LINES = 6;
const PREFIX = 'release:';

/** The six lines for a new key. Throws `comment_invalid` for a release that is no line of text. */
export async function encodeRotation(
  oldKey: SecretKey,
  newKey: PublicKey,
  release: string,
): Promise<string> {
  const key = encodePublicKey(newKey);
  const signature = await sign(Buffer.from(key), oldKey, { trusted: PREFIX + release });
  return key + encodeSignature(signature);
}

/**
 * The changes of a list, which nobody has verified yet. `file` names it in errors. Throws
 * `key_invalid` and `signature_malformed`.
 */
export function parseRotations(text: string, file?: string): Rotation[] {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length % ALL_LINES !== 0) {
    const message = `the list of keys has ${lines.length} lines, not ${ALL_LINES} for each key`;
    throw new JacoPkgError({ code: 'key_invalid', message, ...(file && { place: { file } }) });
  }
  const rotations: Rotation[] = [];
  for (let at = 0; at < lines.length; at += ALL_LINES) {
    const block = lines.slice(at, at + ALL_LINES).map((line) => `${line}\n`);
    const signed = block.slice(0, KEY_LINES).join('');
    const signature = parseSignature(block.slice(KEY_LINES).join(''), file);
    const release = signature.trustedComment.slice(PREFIX.length);
    const newKey = parsePublicKey(signed, file);
    rotations.push({ newKey, release, signature, signed, text: block.join('') });
  }
  return rotations;
}

/** The first change that one of these keys vouches for; undefined when there is none. */
export async function rotationAfter(
  keys: readonly PublicKey[],
  rotations: readonly Rotation[],
): Promise<Rotation | undefined> {
  for (const rotation of rotations) {
    const { signature, signed } = rotation;
    if (!signature.trustedComment.startsWith(PREFIX)) continue;
    const isVouchedFor = await verify(Buffer.from(signed), signature, keys).then(
      () => true,
      () => false,
    );
    if (isVouchedFor && !keys.some((key) => isSameKey(key, rotation.newKey))) return rotation;
  }
  return undefined;
}

export function isSameKey(a: PublicKey, b: PublicKey): boolean {
  return a.keyId === b.keyId && Buffer.compare(a.publicKey, b.publicKey) === 0;
}
