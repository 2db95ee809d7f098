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
  /^v?([0-9]+(?:\.[0-9]+)*(?:[a-z](?![a-z0-9]))?)((?:[-+_~a-z][-+_~.a-z0-9]*?)?)(?:-r([0-9]+))?$/i;
const COMMIT = /^(?:g[0-9a-f]{7,40}|(?=[0-9]*[a-f])[0-9a-f]{7,40})$/;
const ALIASES: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', preview: 'pre' };

/** Which suffixes a part of a version may start with, and the one for what has none of them. */
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
 * A version as apk sorts it: prereleases before the release, metadata after it. What cannot be
 * said so comes back as it is, and is no {@link isVersion}. apk has no epoch.
 */
export function apkVersion({ version, prerelease, metadata, release }: Version): string {
  const [, number, tail = '', ownRelease = ''] = TEXT.exec(version) ?? [];
  if (number === undefined) return version;
  const [before = '', after = ''] = split(tail, '+');
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
  return `-r${/^r?([0-9]+)/.exec(release)?.[1] ?? release}`;
}

/**
 * `rc.1` is _rc1, `git7` is _git7, `4.gabc1234` is _git4, and `dev.5` is _pre5 or _p5. Further
 * numbers become _p, which sorts higher. Commit hashes, which have no order, are left out.
 */
function suffixesOf(text: string, { first, fallback }: Part): string[] {
  const words = text.toLowerCase().split(/[^a-z0-9]+/);
  const runs =
    words
      .filter((word) => !COMMIT.test(word))
      .join('.')
      .match(/[a-z]+|[0-9]+/g) ?? [];
  const hasCommit = words.some((word) => COMMIT.test(word));
  const otherwise = hasCommit && fallback === 'p' ? 'git' : fallback;
  const out: string[] = [];
  for (const run of runs) {
    const word = ALIASES[run] ?? run;
    if (/[0-9]/.test(run)) {
      const last = out.pop() ?? `_${otherwise}`;
      out.push(...(/[0-9]$/.test(last) ? [last, `_p${run}`] : [last + run]));
      continue;
    }
    if (out.length === 0) {
      out.push(`_${first.includes(word) ? word : otherwise}`);
      if (first.includes(word)) continue;
    }
    if (AFTER.includes(word)) out.push(`_${word}`);
  }
  return out.length === 0 && hasCommit ? [`_${otherwise}`] : out;
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
