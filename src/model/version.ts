import type { Version } from './package.ts';

/**
 * A version as semver writes it, without its epoch and release: `1.2.3-rc.1+build`. A `v` in front
 * of a number is left out, so that a name such as `jaco-v1.2.3` has one and not two.
 */
export function semverText({ version, prerelease, metadata }: Version): string {
  const text = version.replace(/^v(?=[0-9])/, '');
  return text + (prerelease && `-${prerelease}`) + (metadata && `+${metadata}`);
}
