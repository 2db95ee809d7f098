import { JacoPkgError } from '../errors.ts';

/** A version by semver.org 2.0.0. */
export interface Version {
  /** As it is written, without a `v` in front. */
  readonly text: string;
  readonly numbers: readonly [bigint, bigint, bigint];
  readonly prerelease: readonly string[];
}

const NUMBER = '(0|[1-9][0-9]*)';
const NAME = '[0-9A-Za-z-]+';
const SEMVER = new RegExp(
  `^v?(${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${NAME}(?:\\.${NAME})*))?(?:\\+${NAME}(?:\\.${NAME})*)?)$`,
);
const MAX_LENGTH = 256;

/** Undefined for what is no version. */
export function versionIn(text: string): Version | undefined {
  const match = text.length <= MAX_LENGTH ? SEMVER.exec(text) : null;
  const [, plain, major, minor, patch, suffix = ''] = match ?? [];
  if (plain === undefined || major === undefined || minor === undefined || patch === undefined) {
    return undefined;
  }
  const prerelease = suffix === '' ? [] : suffix.split('.');
  if (prerelease.some((part) => /^0[0-9]+$/.test(part))) return undefined;
  return { text: plain, numbers: [BigInt(major), BigInt(minor), BigInt(patch)], prerelease };
}

/** Throws `version_invalid` for what is none; `what` names it in the message. */
export function parseVersion(text: string, what: string): Version {
  const version = versionIn(text);
  if (version) return version;
  throw new JacoPkgError({
    code: 'version_invalid',
    message: `${what} is "${text}", which is no version`,
    hint: 'a version is like 1.2.3 or v1.2.3-rc.1',
  });
}

/** Precedence by item 11 of semver.org: negative when `a` is older; metadata does not count. */
export function compareVersions(a: Version, b: Version): number {
  for (const [index, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[index] ?? 0n);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  return comparePrereleases(a.prerelease, b.prerelease);
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  // Without one it is the release itself, which is newer.
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compareParts(part, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Numbers by value and before names; names by their bytes, all of which are ASCII. */
function compareParts(a: string, b: string): number {
  if (a === b) return 0;
  const [isNumber, isOtherNumber] = [/^[0-9]+$/.test(a), /^[0-9]+$/.test(b)];
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  if (isNumber) return BigInt(a) < BigInt(b) ? -1 : 1;
  return a < b ? -1 : 1;
}
