// Everything that a deb, or the dpkg that reads it, cannot take.

import { utf8Length } from '../container/bytes.ts';
import { TAR_OWNER } from '../container/tar-limits.ts';
import type { PlannedEntry } from '../model/entry.ts';
import { faultyPart } from '../model/faulty-part.ts';
import type { FormatErrorCode } from '../model/format.ts';
import { broken } from '../model/limit.ts';
import type { Package } from '../model/package.ts';
import type { Problem } from '../model/problem.ts';
import { changelogHeading } from './changelog.ts';
import { fieldProblems } from './field-limits.ts';
import { isConffile } from './members.ts';
import { architecture, isKnownArchitecture, processor } from './names.ts';
import { PACKAGE_NAME } from './relations.ts';
import { debVersion, versionFault } from './versions.ts';

type DebProblem = Problem<FormatErrorCode>;

/** dpkg reads conffiles into a buffer of 1000 bytes, less its margin and the line's end. */
const MAX_CONFFILE = 996;

/** Every reason why a deb cannot carry the package. */
export function check(pkg: Package, entries: readonly PlannedEntry[] = []): DebProblem[] {
  return [
    ...nameProblems(pkg),
    ...versionProblems(pkg),
    ...architectureProblems(pkg),
    ...fieldProblems(pkg),
    ...triggerProblems(pkg),
    ...changelogProblems(pkg),
    ...entries.flatMap(entryProblems),
  ];
}

function nameProblems(pkg: Package): DebProblem[] {
  if (PACKAGE_NAME.test(pkg.name)) return [];
  return [
    {
      code: 'name_invalid',
      message: `name ${JSON.stringify(pkg.name)} is no Debian package name`,
      place: pkg.locate('name'),
      hint: 'use lower case letters, digits and + - . after a letter or digit',
    },
  ];
}

function versionProblems(pkg: Package): DebProblem[] {
  const version = debVersion(pkg.version);
  const fault = versionFault(version);
  if (!fault) return [];
  const isRight = (tried: Package) => versionFault(debVersion(tried.version)) === undefined;
  return [
    {
      code: 'version_invalid',
      message: `version ${JSON.stringify(version)} is no Debian version: ${fault}`,
      place: pkg.locate(faultyPart(pkg, isRight)),
      hint: 'a version is digits first, then letters, digits and . + ~ -',
    },
  ];
}

function architectureProblems(pkg: Package): DebProblem[] {
  const name = architecture(pkg);
  const wellFormed = /^[A-Za-z0-9][A-Za-z0-9-]*$/.test(name);
  const known = pkg.archOverride !== '' || isKnownArchitecture(processor(pkg));
  if (wellFormed && known) return [];
  return [
    {
      code: 'arch_unknown',
      message: `${JSON.stringify(name)} is no architecture that dpkg knows`,
      place: pkg.locate(pkg.archOverride ? 'deb.arch' : 'arch'),
      hint: "use a name of Go (amd64, 386, arm64, arm7), all, or set deb.arch to dpkg's own name",
    },
  ];
}

/** trig_classify_byname of dpkg: a path without empty parts, or what could be a package's name. */
const TRIGGER = /^(?:(?:\/[!-.0-~]+)+|[A-Za-z0-9][A-Za-z0-9+.-]*)$/;

/** deb-triggers(5): names are printable ASCII without blanks. */
function triggerProblems(pkg: Package): DebProblem[] {
  return pkg.deb.triggers.flatMap(({ directive, names }) =>
    names.flatMap((name, index): DebProblem[] => {
      if (TRIGGER.test(name)) return [];
      return [
        {
          code: 'name_invalid',
          message: `${directive}: ${JSON.stringify(name)} is no trigger name`,
          place: pkg.locate(`deb.triggers.${directive.replaceAll('-', '_')}[${index}]`),
          hint: name.includes('$')
            ? 'variables are not expanded in it'
            : 'a trigger is a path like /usr/share/app, or a word of letters, digits and + . -',
        },
      ];
    }),
  );
}

/** deb-changelog(5), what the line that begins an entry may hold. */
function changelogProblems(pkg: Package): DebProblem[] {
  return pkg.changelog.flatMap((entry): DebProblem[] => {
    const { version, distributions, urgency } = changelogHeading(entry);
    const wrong = [
      /^[^()\s]+$/.test(version) ? '' : `version ${JSON.stringify(version)}`,
      /^[A-Za-z0-9+.-]+( [A-Za-z0-9+.-]+)*$/.test(distributions)
        ? ''
        : `distribution ${JSON.stringify(distributions)}`,
      /^[A-Za-z0-9-]+$/.test(urgency) ? '' : `urgency ${JSON.stringify(urgency)}`,
    ].filter(Boolean);
    if (wrong.length === 0) return [];
    return [
      {
        code: 'format_limit',
        message: `the changelog has ${wrong.join(' and ')}, which a Debian changelog cannot hold`,
        place: pkg.locate('changelog'),
      },
    ];
  });
}

function entryProblems(entry: PlannedEntry): DebProblem[] {
  if (entry.type === 'ghost') return [];
  const { path, place } = entry;
  const problems: DebProblem[] = [];
  if (/[\n\0]/.test(path)) {
    const message = `${JSON.stringify(path)}: dpkg keeps its lists of files line by line`;
    problems.push({ code: 'content_path', message, place, hint: 'take the line break out' });
  } else if (isConffile(entry)) {
    problems.push(...conffileProblems(entry));
  }
  problems.push(...broken([TAR_OWNER], entry, place));
  return problems;
}

function conffileProblems({ path, place }: PlannedEntry): DebProblem[] {
  const length = utf8Length(path);
  if (length > MAX_CONFFILE) {
    const message = `${path}: a config file's path has ${length} bytes, dpkg takes ${MAX_CONFFILE}`;
    return [{ code: 'content_path', message, place }];
  }
  if (!/\s$/.test(path)) return [];
  const message = `${JSON.stringify(path)}: dpkg cuts blanks off the end of a config file's path`;
  return [{ code: 'content_path', message, place }];
}
