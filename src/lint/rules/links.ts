// Symbolic and hard links, and the names of files.
import { DEB, FILES, RPM, SYSTEM } from '../formats.ts';
import { entries, folderOf, isFile, nameOf } from '../hits.ts';
import type { Rule, SubjectEntry } from '../model.ts';

const isLink = ({ type, target }: SubjectEntry) => type === 'symlink' && target !== '';

/** The first folder of a path: `/usr/bin/x` -> `usr`. */
const topOf = (path: string) => path.split('/', 2)[1] ?? '';

/** A target as a path of the package; undefined when it leads out of the root. */
function resolved({ path, target }: SubjectEntry): string | undefined {
  if (target.startsWith('/')) return normal(target);
  return normal(`${folderOf(path)}/${target}`);
}

function normal(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return `/${parts.join('/')}`;
}

/** Devices and what runs; and what alternatives(8) fills. */
const ELSEWHERE = /^\/(dev|proc|sys|run|var\/run|etc\/alternatives)(\/|$)/;

export const LINK_RULES: readonly Rule[] = [
  {
    id: 'symlink-broken',
    severity: 'info',
    formats: FILES,
    why: 'Where no other package brings the target, the link leads nowhere.',
    fix: 'bring the target, or depend on the package that does',
    sameAs: { rpmlint: ['dangling-symlink', 'dangling-relative-symlink'] },
    check: entries((entry, { at, relations }) => {
      if (!isLink(entry)) return '';
      const target = resolved(entry);
      if (target === undefined || target === '/' || ELSEWHERE.test(target) || at(target)) return '';
      return (
        !relations.depends.includes(target) &&
        `points to ${entry.target}, which is not in the package`
      );
    }),
  },
  {
    id: 'symlink-outside',
    severity: 'error',
    formats: FILES,
    why: 'It goes up further than there are folders, and points elsewhere where the package is looked at in a folder of its own.',
    fix: 'take a .. away',
    sameAs: {
      lintian: ['symlink-has-too-many-up-segments', 'package-contains-unsafe-symlink'],
      rpmlint: ['symlink-has-too-many-up-segments'],
    },
    check: entries(
      (entry) =>
        isLink(entry) &&
        resolved(entry) === undefined &&
        `points to ${entry.target}, beyond the root`,
    ),
  },
  {
    id: 'symlink-absolute',
    severity: 'info',
    formats: [...DEB, ...RPM],
    why: 'Debian Policy 10.5, Fedora Packaging Guidelines: within one folder at the top a link is relative, so that it also works in a chroot or an image.',
    fix: 'make the target relative: ../lib/app/app',
    sameAs: {
      lintian: ['absolute-symlink-in-top-level-folder'],
      rpmlint: ['symlink-should-be-relative'],
    },
    check: entries((entry, { format }) => {
      if (!isLink(entry) || !entry.target.startsWith('/') || ELSEWHERE.test(entry.target))
        return '';
      const isNear = topOf(entry.path) === topOf(entry.target);
      return (isNear || format === 'rpm') && `points to ${entry.target}, which is absolute`;
    }),
  },
  {
    id: 'symlink-relative',
    severity: 'info',
    formats: DEB,
    why: 'Debian Policy 10.5: from one folder at the top to another a link is absolute, since either may be a link itself.',
    fix: 'make the target absolute',
    sameAs: { lintian: ['relative-symlink'] },
    check: entries((entry) => {
      const target = isLink(entry) && !entry.target.startsWith('/') ? resolved(entry) : undefined;
      const isFar = target !== undefined && topOf(target) !== topOf(entry.path);
      return isFar && `points to ${entry.target}, which leads to another folder at the top`;
    }),
  },
  {
    id: 'symlink-untidy',
    severity: 'info',
    formats: DEB,
    why: 'Debian Policy 10.5: a target has no // and no . or .. in the middle, and does not end in a slash.',
    fix: 'write the shortest way',
    sameAs: {
      lintian: [
        'symlink-has-double-slash',
        'symlink-ends-with-slash',
        'symlink-contains-spurious-segments',
        'lengthy-symlink',
      ],
    },
    check: entries((entry) => {
      const { target } = entry;
      const isUntidy = /\/\/|.\/$|(^|\/)\.\/|[^./]\/\.\.(\/|$)/.test(target) || goesBack(entry);
      return isLink(entry) && isUntidy && `points to ${target}, which could be shorter`;
    }),
  },
  {
    id: 'symlink-to-itself',
    severity: 'error',
    formats: FILES,
    why: 'Following it never ends: the kernel gives up with ELOOP.',
    fix: 'give it another target',
    sameAs: { lintian: ['symlink-is-self-recursive'] },
    check: entries(
      (entry) => isLink(entry) && resolved(entry) === entry.path && 'points to itself',
    ),
  },
  {
    id: 'symlink-compressed-name',
    severity: 'warning',
    formats: SYSTEM,
    why: 'Debian Policy 10.5: a link to a compressed file ends as the file does, or man and zcat do not know what it is.',
    fix: 'give the link the ending of its target',
    sameAs: {
      lintian: ['compressed-symlink-with-wrong-ext'],
      rpmlint: ['compressed-symlink-with-wrong-ext'],
    },
    check: entries((entry) => {
      const ending = /\.(gz|bz2|xz|zst|lzma|Z|zip)$/.exec(entry.target)?.[0];
      return (
        isLink(entry) &&
        ending &&
        !entry.path.endsWith(ending) &&
        `points to ${entry.target}, and does not end in ${ending}`
      );
    }),
  },
  {
    id: 'hardlink-across-folders',
    severity: 'info',
    formats: SYSTEM,
    why: 'Folders may be on different file systems, where hard links are not possible.',
    fix: 'make it a symbolic link',
    sameAs: { lintian: ['package-contains-hardlink'], rpmlint: ['cross-directory-hard-link'] },
    check: entries(({ type, path, target }) => {
      return (
        type === 'hardlink' && folderOf(path) !== folderOf(target) && `is a hard link to ${target}`
      );
    }),
  },
  {
    id: 'name-not-utf8',
    severity: 'error',
    formats: FILES,
    why: 'Debian Policy 10.10, Fedora Packaging Guidelines: names are UTF-8; others cannot be shown or typed.',
    fix: 'rename it',
    sameAs: { lintian: ['shipped-file-without-utf8-name'], rpmlint: ['filename-not-utf8'] },
    check: entries(({ pathBytes }) => pathBytes !== undefined && 'has a name that is not UTF-8'),
  },
  {
    id: 'name-not-ascii',
    severity: 'warning',
    formats: SYSTEM,
    why: 'Debian Policy 10.10: programs that are called by name have ASCII ones, which every keyboard has.',
    fix: 'rename it',
    sameAs: { lintian: ['file-name-in-PATH-is-not-ASCII'] },
    check: entries((entry) => {
      const isCalled = isFile(entry) && /^(\/usr)?\/(s?bin|games)$/.test(folderOf(entry.path));
      return isCalled && /[^\x20-\x7e]/.test(nameOf(entry.path)) && 'has a name that is not ASCII';
    }),
  },
  {
    id: 'name-odd',
    severity: 'warning',
    formats: FILES,
    why: 'Shells and scripts take such names apart, or for a pattern.',
    fix: 'rename it',
    sameAs: { lintian: ['file-name-contains-wildcard-character', 'file-name-ends-in-whitespace'] },
    check: entries(
      ({ path }) =>
        /[\p{Cc}*?]|\s(\/|$)/u.test(path) &&
        'has blanks at the end, wildcards or control characters in its name',
    ),
  },
];

/** `a/../b` at the front: the link goes up, and down into the folder that it came from. */
function goesBack({ path, target }: SubjectEntry): boolean {
  const ups = /^((?:\.\.\/)+)([^/]+)/.exec(target);
  if (!ups) return false;
  const folders = folderOf(path).split('/').slice(1);
  return folders.at(-(ups[1] ?? '').length / 3) === ups[2];
}
