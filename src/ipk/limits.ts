// What opkg cannot carry: refused here, and not on the router that installs.
import { TAR_OWNER } from '../container/tar-limits.ts';
import type { PlannedEntry } from '../model/entry.ts';
import type { FormatErrorCode } from '../model/format.ts';
import { broken, brokenBy, type Limit, type PackageLimit } from '../model/limit.ts';
import { type Package, RELATION_NAMES } from '../model/package.ts';
import type { Problem } from '../model/problem.ts';
import { ownFields } from './control.ts';
import { architecture, fullVersion } from './names.ts';
import { relationsIn } from './relations.ts';

type Found = Problem<FormatErrorCode>;

const PACKAGE_LIMITS: readonly PackageLimit[] = [
  {
    key: 'name',
    code: 'name_invalid',
    holds: ({ name }) => /^[A-Za-z0-9][A-Za-z0-9+._-]*$/.test(name),
    message: ({ name }) => `"${name}" is no package name for opkg`,
    hint: 'use letters, digits and + . _ -, the first a letter or digit',
  },
  {
    key: 'version',
    code: 'version_invalid',
    holds: (pkg) => /^(\d+:)?[A-Za-z0-9.+~_-]+$/.test(fullVersion(pkg)),
    message: (pkg) => `"${fullVersion(pkg)}" is no version for opkg`,
    hint: 'use letters, digits and . + ~ -; an epoch is a number',
  },
  {
    key: 'arch',
    code: 'arch_unknown',
    holds: (pkg) => /^[A-Za-z0-9._+-]+$/.test(architecture(pkg)),
    message: (pkg) => `"${architecture(pkg)}" is no architecture for opkg`,
    hint: "use a name such as arm64, or the target's own as ipk.arch",
  },
];

const ENTRY_LIMITS: readonly Limit<PlannedEntry>[] = [
  {
    code: 'content_path',
    holds: (entry) =>
      entry.type !== 'file' || !entry.role.startsWith('config') || !/\s$/.test(entry.path),
    message: ({ path }) =>
      `${JSON.stringify(path)}: opkg cuts blanks off the end of a config file's path`,
    hint: 'choose another destination',
  },
  TAR_OWNER,
];

/** Keys that are one line of the control file. */
const LINES: readonly (readonly [key: string, value: (pkg: Package) => string])[] = [
  ['section', (pkg) => pkg.section],
  ['priority', (pkg) => pkg.priority],
  ['maintainer', (pkg) => pkg.maintainer],
  ['homepage', (pkg) => pkg.homepage],
  ['license', (pkg) => pkg.license],
  ['vendor', (pkg) => pkg.vendor],
  ['ipk.abi_version', (pkg) => pkg.ipk.abiVersion],
];

/** Every reason why opkg would not take the package, or not all of it. */
export function check(pkg: Package, entries: readonly PlannedEntry[] = []): Found[] {
  return [
    ...brokenBy(pkg, PACKAGE_LIMITS),
    ...lineProblems(pkg),
    ...relationProblems(pkg),
    ...alternativeProblems(pkg),
    ...entries.flatMap((entry) => broken(ENTRY_LIMITS, entry, entry.place)),
  ];
}

function lineProblems(pkg: Package): Found[] {
  const names = ownFields(pkg).map(([name]) => name);
  return [
    ...LINES.filter(([, value]) => /[\r\n]/.test(value(pkg).trim())).map(([key]) =>
      limit(pkg, key, `${key} spans several lines, and the control file has one for it`),
    ),
    ...pkg.ipk.tags.flatMap((tag, at) =>
      /[\r\n]/.test(tag.trim()) ? [limit(pkg, `ipk.tags[${at}]`, 'a tag spans several lines')] : [],
    ),
    ...names
      .filter((name) => !/^[!-9;-~]+$/.test(name) || /^[#-]/.test(name))
      .map((name) => limit(pkg, `ipk.fields.${name}`, `"${name}" is no name for a field`)),
  ];
}

function limit(pkg: Package, key: string, message: string): Found {
  return { code: 'format_limit', message, place: pkg.locate(key) };
}

/** `name` or `name (>= version)`; opkg reads no alternatives but with `|`. */
const RELATION = /^[A-Za-z0-9+._*-]+( ?\((<<|<=|=|>=|>>|<|>) ?[^\s()]+\))?$/;

function relationProblems(pkg: Package): Found[] {
  const lists = RELATION_NAMES.map((key) => [key, pkg.relations[key]] as const);
  return [...lists, ['ipk.predepends', pkg.ipk.predepends] as const].flatMap(([key, relations]) =>
    relations.flatMap((relation, at) => {
      const parts = relationsIn([relation]).flatMap((one) => one.split('|'));
      if (parts.every((part) => RELATION.test(part.trim()))) return [];
      return {
        code: 'relation_invalid' as const,
        message: `opkg cannot read the relation "${relation}"`,
        place: pkg.locate(`${key}[${at}]`),
        hint: 'write name, or name (>= 1.2)',
      };
    }),
  );
}

function alternativeProblems(pkg: Package): Found[] {
  return pkg.ipk.alternatives.flatMap(({ linkName, target }, at) =>
    [linkName, target].every((path) => /^\/[^\s:,]+$/.test(path))
      ? []
      : {
          code: 'format_limit' as const,
          message: `the alternative ${linkName || '""'} -> ${target || '""'} does not name two absolute paths`,
          place: pkg.locate(`ipk.alternatives[${at}]`),
          hint: 'write link_name and target as /path, without blanks, colons and commas',
        },
  );
}
