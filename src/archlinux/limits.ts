// What pacman cannot carry: refused here, and not on the machine that installs.
import { TAR_OWNER } from '../container/tar-limits.ts';
import type { PlannedEntry } from '../model/entry.ts';
import type { FormatErrorCode } from '../model/format.ts';
import { broken, brokenBy, isAskedFor, type Limit, type PackageLimit } from '../model/limit.ts';
import type { Package } from '../model/package.ts';
import type { Problem } from '../model/problem.ts';
import { architecture, upstreamVersion } from './names.ts';
import { tidied } from './relations.ts';

type Found = Problem<FormatErrorCode>;

const PACKAGE_LIMITS: readonly PackageLimit[] = [
  {
    key: 'platform',
    code: 'platform_unsupported',
    holds: ({ platform }) => platform === 'linux',
    message: ({ platform }) => `a pacman package is for linux, and platform is "${platform}"`,
    hint: 'leave archlinux out for other platforms',
  },
  {
    // PKGBUILD(5), pkgname
    key: 'name',
    code: 'name_invalid',
    holds: ({ name }) => /^[A-Za-z0-9@_+][A-Za-z0-9@._+-]*$/.test(name),
    message: ({ name }) => `"${name}" is no package name for pacman`,
    hint: 'use letters, digits and @ . _ + -, the first neither a hyphen nor a dot',
  },
  {
    // PKGBUILD(5), pkgver
    key: 'version',
    code: 'version_invalid',
    holds: (pkg) => /^[^\s:/-]+$/.test(upstreamVersion(pkg)),
    message: (pkg) => `"${upstreamVersion(pkg)}" is no version for pacman`,
    hint: 'leave out slashes and blanks; what stands before a colon goes into epoch',
  },
  {
    key: 'epoch',
    code: 'version_invalid',
    holds: ({ version }) => /^\d*$/.test(version.epoch),
    message: ({ version }) => `the epoch "${version.epoch}" is not a whole number`,
    hint: 'use a number such as 1, or leave it out',
  },
  {
    key: 'arch',
    code: 'arch_unknown',
    holds: (pkg) => /^[A-Za-z0-9_]+$/.test(architecture(pkg)),
    message: (pkg) => `"${architecture(pkg)}" is no architecture for pacman`,
    hint: 'use a name such as amd64 or arm64, or set archlinux.arch',
  },
];

/** Keys that are one line of .PKGINFO. */
const LINES: readonly (readonly [key: string, value: (pkg: Package) => string])[] = [
  ['homepage', (pkg) => pkg.homepage],
  ['license', (pkg) => pkg.license],
  ['archlinux.packager', (pkg) => pkg.archlinux.packager],
  ['archlinux.pkgbase', (pkg) => pkg.archlinux.pkgbase],
];

const RELATIONS = ['depends', 'conflicts', 'provides', 'replaces'] as const;

/** alpm_dep_from_string(3): `name`, or `name` with `=`, `<`, `>`, `<=`, `>=` and a version. */
const RELATION = /^[^\s<>=]+((<=|>=|<|>|=)[^\s<>=]+)?$/;

/** PKGBUILD(5), optdepends: the same, then what it is good for. */
const OPTIONAL = /^[^\s<>=:]+((<=|>=|<|>|=)[^\s<>=]+)?(: .+)?$/;

/** Whether pacman can read a relation; of `optdepends`, with what it is good for. */
export function isRelation(text: string, isOptional = false): boolean {
  return (isOptional ? OPTIONAL : RELATION).test(text);
}

/** Every reason why pacman would not take the package, or not all of it. */
export function check(pkg: Package, entries: readonly PlannedEntry[] = []): Found[] {
  return [
    ...brokenBy(pkg, PACKAGE_LIMITS),
    ...lineProblems(pkg),
    ...relationProblems(pkg),
    ...entryProblems(entries),
  ];
}

function lineProblems(pkg: Package): Found[] {
  return LINES.filter(([, value]) => /[\r\n]/.test(value(pkg).trim())).map(([key]) => ({
    code: 'format_limit',
    message: `${key} spans several lines, and .PKGINFO has one for it`,
    place: pkg.locate(key),
    hint: 'write it on one line',
  }));
}

function relationProblems(pkg: Package): Found[] {
  const unreadable = (key: string, relations: readonly string[], form: RegExp, spelling: string) =>
    relations.flatMap((relation, at) => {
      if (form.test(relation)) return [];
      return {
        code: 'relation_invalid' as const,
        message: `pacman cannot read the relation ${JSON.stringify(relation)}`,
        place: pkg.locate(`${key}[${at}]`),
        hint: `write ${spelling}`,
      };
    });
  const plain = RELATIONS.flatMap((key) =>
    unreadable(key, pkg.relations[key].map(tidied), RELATION, 'name, or name>=1.2'),
  );
  const { optdepends } = pkg.archlinux;
  const key = 'archlinux.optdepends';
  return [...plain, ...unreadable(key, optdepends, OPTIONAL, 'name, or name: what for')];
}

const ENTRY_LIMITS: readonly Limit<PlannedEntry>[] = [
  {
    // libalpm passes over everything in the archive whose name begins with a dot.
    code: 'content_path',
    holds: ({ path }) => !path.startsWith('/.'),
    message: ({ path }) =>
      `pacman takes ${path} for metadata of its own, and installs nothing of it`,
    hint: 'choose another destination',
  },
  TAR_OWNER,
];

function entryProblems(entries: readonly PlannedEntry[]): Found[] {
  return entries.filter(isAskedFor).flatMap((entry) => broken(ENTRY_LIMITS, entry, entry.place));
}
