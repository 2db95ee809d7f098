import { JacoPkgError } from '../errors.ts';
import { compareVersions, parseVersion, type Version, versionIn } from '../release/semver.ts';
import type { Artifact } from './artifact.ts';
import type { UpgradeOptions } from './options.ts';
import type { Recovered } from './recover.ts';

/** What a release is to what is installed. */
export type Direction = 'newer' | 'same' | 'older';

/** The version that is installed at some paths, as far as it is one. Throws `version_invalid` where it must be. */
export async function installedVersion(
  { installed, allowDowngrade }: UpgradeOptions,
  paths: readonly string[],
  recovered: readonly Recovered[],
): Promise<Version | undefined> {
  const done = recovered.find(
    ({ ending, targets }) => ending === 'completed' && targets.some((path) => paths.includes(path)),
  );
  // Who says the version without looking does not know what was completed just now.
  const text = typeof installed === 'function' ? await installed() : (done?.to ?? installed);
  return allowDowngrade ? versionIn(text) : parseVersion(text, 'the installed version');
}

/** Throws `upgrade_downgrade` unless the release is newer, the same, or allowed to be older. */
export function direction(
  from: Version | undefined,
  { version: to, name }: Artifact,
  allowDowngrade = false,
): Direction {
  if (from?.text === to.text) return 'same';
  const order = from ? compareVersions(to, from) : -1;
  if (order > 0) return 'newer';
  if (allowDowngrade) return 'older';
  const what = order < 0 ? 'older than' : 'of the same precedence as';
  throw new JacoPkgError({
    code: 'upgrade_downgrade',
    message: `${name} is ${what} version ${from?.text}, which is installed`,
    hint: 'if that is what you want, allow it with --allow-downgrade',
  });
}
