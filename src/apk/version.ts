// Versions by apk-package(5), in the part of its grammar that apk-tools 2 and 3 share:
//   number{.number}{letter}{_suffix{number}}{-r number}
// apk-tools 2 knows no `~hash` and takes at most 17 digits for a number.
import type { Version } from '../model/package.ts';

/** Suffixes of what comes before a release, in the order apk sorts them. */
const BEFORE = ['alpha', 'beta', 'pre', 'rc'];
/** Suffixes of what comes after it. */
const AFTER = ['cvs', 'svn', 'git', 'hg', 'p'];

const NUMBER = '[0-9]{1,17}';
const SUFFIX = `_(?:${[...BEFORE, ...AFTER].join('|')})(?:${NUMBER})?`;
const VERSION = new RegExp(`^${NUMBER}(?:\\.${NUMBER})*[a-z]?(?:${SUFFIX})*(?:-r${NUMBER})?$`);

/** A number with at most one letter, then anything of a version's characters, then a release. */
const TEXT =
  /^v?([0-9]+(?:\.[0-9]+)*(?:[a-z](?![a-z0-9]))?)((?:[-+_~a-z][-+_~.a-z0-9]*?)??)(?:-r([0-9]+))?$/i;
const REVISION = /^r?([0-9]+)/;
const COMMIT = /^(?:g[0-9a-f]{7,40}|(?=[0-9]*[a-f])[0-9a-f]{7,40})$/;
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['preview', 'pre'],
]);

/** Suffixes that a part of a version may begin with, and the one to put before anything else. */
interface Part {
  readonly first: readonly string[];
  readonly fallback: string;
}

/** What stands in the version itself, behind its number. */
const TAIL: Part = { first: [...BEFORE, ...AFTER], fallback: 'pre' };
const PRERELEASE: Part = { first: BEFORE, fallback: 'pre' };
const METADATA: Part = { first: AFTER, fallback: 'p' };

/** Whether both apk-tools 2 and 3 accept a version. */
export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/**
 * A version as apk sorts it: prereleases before the release, metadata after it. One that cannot be
 * written so is returned as it is, and {@link isVersion} is false for it. apk has no epoch.
 */
export function apkVersion({ version, prerelease, metadata, release }: Version): string {
  const [, number, tail = '', ownRelease = ''] = TEXT.exec(version) ?? [];
  if (number === undefined) return version;
  // A number on its own counts what was done to a release, as in `9.6_1`.
  const [before = '', after = ''] = split(tail.replace(/^_(?=[0-9])/, '_p'), '+');
  const suffixes = [
    ...suffixesOf(before, TAIL),
    ...suffixesOf(prerelease, PRERELEASE),
    ...suffixesOf(after, METADATA),
    ...suffixesOf(metadata, METADATA),
  ];
  return number + suffixes.join('') + revision(release || ownRelease);
}

/** `-r2` for `2`, `r2` and `2.el9`. */
function revision(release: string): string {
  if (release === '') return '';
  return `-r${REVISION.exec(release)?.[1] ?? release}`;
}

/**
 * `rc.1` is _rc1, `git7` is _git7, `4.gabc1234` is _git4, and `dev.5` is _pre5 or _p5. Further
 * numbers become _p, which sorts higher. Commit hashes, which have no order, are left out.
 */
function suffixesOf(text: string, { first, fallback }: Part): string[] {
  const words = text.toLowerCase().split(/[^a-z0-9]+/);
  const ordered = words.filter((word) => !COMMIT.test(word));
  const hasCommit = ordered.length < words.length;
  const otherwise = hasCommit && fallback === 'p' ? 'git' : fallback;
  const out: string[] = [];
  for (const run of ordered.flatMap((word) => word.match(/[a-z]+|[0-9]+/g) ?? [])) {
    const word = ALIASES.get(run) ?? run;
    if (/[0-9]/.test(word)) {
      const last = out.pop() ?? otherwise;
      out.push(...(/[0-9]$/.test(last) ? [last, `p${word}`] : [last + word]));
    } else {
      if (out.length === 0 && !first.includes(word)) out.push(otherwise);
      if (out.length === 0 || AFTER.includes(word)) out.push(word);
    }
  }
  if (out.length === 0 && hasCommit) out.push(otherwise);
  return out.map((suffix) => `_${suffix}`);
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
