// A version for a checkout: the tag's own on the tag, and between two tags one that every package
// manager sorts after the first and before the second.
import type { FormatName } from '../model/package.ts';
import type { Description } from './git.ts';
import { semverOf } from './version.ts';

/** Enough of a hash to find the commit by. */
const SHORT = 7;

interface Tagged {
  /** `1.2.3` of `v1.2.3-rc.1+build`, or the whole text of a tag that is no semver. */
  readonly numbers: string;
  readonly prerelease: string;
  readonly metadata: string;
  readonly commits: number;
  readonly commit: string;
}

interface Spelling {
  readonly after: (tagged: Tagged) => string;
  /** Without a tag. */
  readonly untagged: (commit: string) => string;
}

/**
 * `1.2.3-rc.1+4.gabc1234`: dpkg, opkg and rpm sort `+` after the bare version, and of metadata
 * like that apk packages make `_git4`.
 */
const semver: Spelling = {
  after: ({ numbers, prerelease, metadata, commits, commit }) =>
    `${numbers}${prefixed('-', prerelease)}+${prefixed('', metadata, '.')}${commits}.g${commit}`,
  untagged: (commit) => `0.0.0-dev${prefixed('+g', commit)}`,
};

/**
 * https://wiki.archlinux.org/title/VCS_package_guidelines: `1.2.3.r4.gabc1234`. It is no semver,
 * so it is used as it is; metadata would be left out of a pkgver.
 */
const archlinux: Spelling = {
  after: ({ numbers, prerelease, commits, commit }) => {
    const before = /^\d/.test(prerelease) ? `pre${prerelease}` : prerelease;
    return `${numbers}${before.replaceAll('-', '_')}.r${commits}.g${commit}`;
  },
  untagged: semver.untagged,
};

/** Four numbers and nothing else. */
const msix: Spelling = {
  after: ({ numbers, commits }) => `${numbers}.${commits}`,
  untagged: () => '0.0.0',
};

const SPELLINGS: Readonly<Record<FormatName, Spelling>> = {
  apk: semver,
  archlinux,
  deb: semver,
  ipk: semver,
  msix,
  rpm: semver,
  srpm: semver,
  tarball: semver,
};

/** Text for `version` of a package in this format. */
export function checkoutVersion(format: FormatName, description: Description): string {
  const { tag, commits } = description;
  const commit = description.commit.slice(0, SHORT);
  const spelling = SPELLINGS[format];
  if (tag === undefined) return spelling.untagged(commit);
  if (commits === 0) return tag.replace(/^v/, '');
  const plain = { numbers: tag.replace(/^v/, ''), prerelease: '', metadata: '' };
  return spelling.after({ ...(semverOf(tag) ?? plain), commits, commit });
}

function prefixed(prefix: string, text: string, suffix = ''): string {
  return text === '' ? '' : `${prefix}${text}${suffix}`;
}
