import type { Version } from '../model/package.ts';
import type { Settings } from './schema/index.ts';

/** What nfpm takes for a package without a version. */
export const UNSET_VERSION = 'v0.0.0-rc0';

/** Semver as Masterminds/semver v3 takes it: a `v`, one to three numbers, zeros in front. */
const LENIENT =
  /^v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

/** The numbers are 64 bits wide there. */
const MAX_NUMBER = (1n << 64n) - 1n;

export interface Semver {
  /** `1.2.3` */
  readonly numbers: string;
  readonly prerelease: string;
  readonly metadata: string;
}

/** Undefined for what is no semver; nfpm takes such a version as it is. */
export function semverOf(text: string): Semver | undefined {
  const match = LENIENT.exec(text);
  if (!match) return undefined;
  const numbers = [match[1], match[2], match[3]].map((digits) => BigInt(digits ?? 0));
  if (numbers.some((number) => number > MAX_NUMBER)) return undefined;
  const [, , , , prerelease = '', metadata = ''] = match;
  // A number in the prerelease must not begin with 0: semver.org, item 9.
  if (/(^|\.)0[0-9]+(\.|$)/.test(prerelease)) return undefined;
  return { numbers: numbers.join('.'), prerelease, metadata };
}

type Given = Pick<
  Settings,
  'epoch' | 'version' | 'version_schema' | 'prerelease' | 'version_metadata' | 'release'
>;

/** The parts of a version, expanded already: keys of their own win over what `version` says. */
export function versionOf(given: Given): Version {
  const text = given.version || UNSET_VERSION;
  const semver = given.version_schema === 'none' ? undefined : semverOf(text);
  return {
    epoch: given.epoch ?? '',
    version: semver?.numbers ?? text,
    prerelease: given.prerelease || (semver?.prerelease ?? ''),
    metadata: given.version_metadata || (semver?.metadata ?? ''),
    release: given.release ?? '',
  };
}
