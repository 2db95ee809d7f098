import { basename } from 'node:path';
import { releaseBase } from '../release/locate.ts';
import { artifactFor, type Product, thisMachine } from './artifact.ts';
import { type Direction, direction, installedVersion } from './decide.ts';
import { usage } from './errors.ts';
import { type Change, install } from './install.ts';
import { withLocks } from './lock.ts';
import type { Target, UpgradeOptions, UpgradeResult } from './options.ts';
import { withReceipt } from './receipt.ts';
import { needsRecovery, type Recovered, recover } from './recover.ts';
import { newKeysOf, type ReleaseKeys } from './release.ts';
import { type Installed, inspect, locate } from './targets.ts';
import { removeStale } from './temporary.ts';
import { readTrusted, type TrustedSums, trustedBy } from './trust.ts';

/**
 * Replaces installed files by those of a release: all of them, or none, whatever happens. Nothing
 * but a private temporary folder is touched before the signature over SHA256SUMS and the SHA-256 of
 * the tarball are verified. An upgrade that was interrupted before is ended first. Throws
 *   - `upgrade_verification_failed`: the release is not to be trusted, or its tarball is not sound;
 *   - `upgrade_downgrade`: it is older than what is installed;
 *   - `content_missing`: its tarball has no file that is to replace a target;
 *   - `upgrade_locked`: another process is upgrading the same folder;
 *   - `input_changed`: somebody else replaced a target meanwhile;
 *   - `target_unwritable`, `platform_unsupported`, `version_invalid`, `key_unreadable`,
 *     `key_invalid`, `usage`, and the `fetch_` codes.
 */
export async function upgrade(options: UpgradeOptions): Promise<UpgradeResult> {
  const { trust, targets, cwd = process.cwd() } = options;
  assertDistinct(targets.map(memberOf));
  await trustedBy(trust, cwd);
  const keyFile = 'keyFile' in trust ? [trust.keyFile] : [];
  const paths = await locate([...targets.map(({ path }) => path), ...keyFile], cwd);
  await removeStale(options);
  const recovered = await recoverFirst(paths);
  const files = await inspect(paths);
  // Once more, as the keys may be among what was recovered.
  const trusted = await trustedBy(trust, cwd);
  const from = await installedVersion(options, paths, recovered);

  const base = releaseBase(options.base, options);
  const signed = await readTrusted(base, trusted);
  const artifact = artifactFor(signed.sums, productOf(options));
  const way = direction(from, artifact, options.allowDowngrade);
  // Older releases bring older keys.
  const brought = way === 'older' ? undefined : await newKeysOf(base, signed.sums, trusted.keys);

  const changes = changesOf(options, files, way, brought && keyFileOf(brought, signed));
  const versions = { from: from?.text, to: artifact.version.text };
  const replaced = await install({ base, artifact, changes, versions }, options);
  return {
    outcome: way === 'same' ? 'current' : 'upgraded',
    ...versions,
    artifact: artifact.name,
    keyId: signed.keyId,
    ...(signed.trustedComment !== undefined && { trustedComment: signed.trustedComment }),
    replaced,
    ...(brought && { newKeys: brought.keys }),
    recovered,
  };
}

async function recoverFirst(paths: readonly string[]): Promise<Recovered[]> {
  if (!(await needsRecovery(paths))) return [];
  return withLocks((locks) => recover(paths, locks));
}

function productOf({ product, targets }: UpgradeOptions): Product {
  return { name: basename(targets[0].path), ...thisMachine(), ...product };
}

function assertDistinct(members: readonly string[]): void {
  const twice = members.find((member, index) => members.indexOf(member) !== index);
  if (twice !== undefined) throw usage(`${twice} of the tarball is wanted twice`);
}

function memberOf({ path, member = basename(path) }: Target): string {
  return member;
}

function keyFileOf({ text: keys }: ReleaseKeys, { keyId, text }: TrustedSums): Uint8Array {
  return Buffer.from(withReceipt(keys, keyId, text));
}

/** What is to be written: the targets unless they are right already, and the keys if they change. */
function changesOf(
  { targets }: UpgradeOptions,
  files: readonly Installed[],
  way: Direction,
  keyFile: Uint8Array | undefined,
): Change[] {
  return files.flatMap((file, index): Change[] => {
    const target = targets[index];
    if (!target) return keyFile ? [{ file, content: keyFile }] : [];
    return way === 'same' ? [] : [{ file, member: memberOf(target) }];
  });
}
