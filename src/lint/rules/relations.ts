// Dependencies and their like, by the grammar of each format.
import { relationFault as apkFault } from '../../apk/relations.ts';
import { isRelation } from '../../archlinux/limits.ts';
import { relationFault as debFault } from '../../deb/relations.ts';
import { RELATION_KINDS, type RelationKind } from '../../inspect/index.ts';
import type { FormatName } from '../../model/package.ts';
import { parseSimple } from '../../rpm/relation.ts';
import { parseRich } from '../../rpm/rich.ts';
import { DEB, RPM, SYSTEM } from '../formats.ts';
import type { Hit, Rule, Subject } from '../model.ts';

/** Why a package manager would not take an item, as the end of a sentence; or undefined. */
type Fault = (item: string, kind: RelationKind) => string | undefined;

/** Fields that take `a | b`: Debian Policy 7.1. */
const ALTERNATIVES: readonly RelationKind[] = ['depends', 'preDepends', 'recommends', 'suggests'];

const control: Fault = (item, kind) => debFault(item, ALTERNATIVES.includes(kind))?.reason;

const FAULTS: Readonly<Partial<Record<FormatName, Fault>>> = {
  apk: (item, kind) =>
    kind === 'depends' || kind === 'provides' || kind === 'replaces'
      ? apkFault(item, kind)
      : undefined,
  archlinux: (item, kind) =>
    isRelation(item, kind === 'suggests') ? undefined : 'it is not name or name>=version',
  deb: control,
  ipk: control,
  rpm: (item) => {
    const parsed = item.startsWith('(') ? parseRich(item, 'any') : parseSimple(item);
    return 'fault' in parsed ? `it ${parsed.fault}` : undefined;
  },
};

/** Where a kind is written in nfpm.yaml. */
const KEYS: Readonly<Partial<Record<RelationKind, string>>> = {
  preDepends: 'deb.predepends',
  breaks: 'deb.breaks',
  enhances: 'rpm.enhances',
  supplements: 'rpm.supplements',
};

/** A rule over single items: a sentence, or nothing. */
function items(
  fault: (item: string, kind: RelationKind, subject: Subject) => string | undefined | false,
): (subject: Subject) => Iterable<Hit> {
  return function* check(subject) {
    for (const kind of RELATION_KINDS) {
      for (const [i, item] of subject.relations[kind].entries()) {
        const message = fault(item, kind, subject);
        if (message) yield { message, place: subject.locate(`${KEYS[kind] ?? kind}[${i}]`) };
      }
    }
  };
}

/** Of `libc6 (>= 2)` or `musl>=1.2`, what stands before the version. */
function nameOf(item: string): string {
  return /^[^\s:(<>=~]+/.exec(item)?.[0] ?? item;
}

const hasVersion = (item: string) => /[<>=~]/.test(item);

/** Debian's Essential packages, which are always there: Policy 3.8. */
const ESSENTIAL: ReadonlySet<string> = new Set(
  `base-files base-passwd bash bsdutils coreutils debianutils dpkg findutils grep gzip hostname
  init-system-helpers libc-bin login ncurses-base ncurses-bin perl-base sed sysvinit-utils tar
  util-linux`.split(/\s+/),
);

const NEEDS: readonly RelationKind[] = ['depends', 'preDepends', 'recommends', 'suggests'];

export const RELATION_RULES: readonly Rule[] = [
  {
    id: 'relation-invalid',
    severity: 'error',
    formats: SYSTEM,
    why: 'The package manager could not read it, and refuses the package: deb-control(5), rpm-dependencies, apk-package(5), PKGBUILD(5).',
    fix: 'write it as the format does; what differs between formats goes into overrides',
    sameAs: {
      lintian: ['bad-relation', 'bad-version-in-relation'],
      rpmlint: ['invalid-dependency', 'comparison-operator-in-deptoken'],
    },
    check: items((item, kind, { format }) => {
      const fault = FAULTS[format]?.(item, kind);
      return fault && `${kind} has "${item}", which ${format} cannot read: ${fault}`;
    }),
  },
  {
    id: 'relation-obsolete-operator',
    severity: 'error',
    formats: DEB,
    why: 'Debian Policy 7.1: < and > mean <= and >=, against what anybody would expect.',
    fix: 'write << or >>',
    sameAs: { lintian: ['obsolete-relation-form'] },
    check: items((item, kind) => {
      return /\(\s*[<>](?![<>=])/.test(item) && `${kind} has "${item}" with an obsolete operator`;
    }),
  },
  {
    id: 'relation-with-self',
    severity: 'warning',
    formats: SYSTEM,
    why: 'A package is always there when it is installed; one that obsoletes itself goes away with every update.',
    fix: 'leave it out',
    sameAs: { lintian: ['package-relation-with-self'], rpmlint: ['self-obsoletion'] },
    check: items((item, kind, { format, metadata: { name } }) => {
      const isIdiom = kind === 'provides' || kind === 'conflicts';
      const isReplaced = kind === 'replaces' && (format !== 'rpm' || hasVersion(item));
      if (isIdiom || isReplaced || item.includes('|') || nameOf(item) !== name) return undefined;
      return !/^[^\s(]*:/.test(item) && `${kind} names the package itself: "${item}"`;
    }),
  },
  {
    id: 'relation-duplicate',
    severity: 'info',
    // rpm asks for an interpreter once for each script that needs it.
    formats: SYSTEM.filter((format) => format !== 'rpm'),
    why: 'It changes nothing, and one of the two will be forgotten.',
    fix: 'leave one of them out',
    sameAs: { lintian: ['redundant-control-relation'] },
    check: function* ({ relations, locate }) {
      for (const kind of RELATION_KINDS) {
        const seen = new Set<string>();
        for (const [i, item] of relations[kind].entries()) {
          const message = `${kind} has "${item}" twice`;
          if (seen.has(item)) yield { message, place: locate(`${KEYS[kind] ?? kind}[${i}]`) };
          seen.add(item);
        }
      }
    },
  },
  {
    id: 'relation-essential',
    severity: 'warning',
    formats: DEB,
    why: 'Debian Policy 3.5: essential packages are there, and need no dependency without a version.',
    fix: 'leave it out',
    sameAs: { lintian: ['depends-on-essential-package-without-using-version'] },
    check: items((item, kind) => {
      const isPlain = NEEDS.includes(kind) && !hasVersion(item);
      return isPlain && ESSENTIAL.has(nameOf(item)) && `${kind} has ${item}, which is essential`;
    }),
  },
  {
    id: 'obsoletes-not-provided',
    severity: 'warning',
    formats: RPM,
    why: 'Fedora Packaging Guidelines (Renaming): what needed the old package would have to go with it.',
    fix: 'add the name to provides, with a version',
    sameAs: { rpmlint: ['obsolete-not-provided'] },
    check: function* ({ relations, locate }) {
      const provided = new Set(relations.provides.map(nameOf));
      for (const [i, item] of relations.replaces.entries()) {
        if (provided.has(nameOf(item))) continue;
        const message = `the package obsoletes ${nameOf(item)} and does not provide it`;
        yield { message, place: locate(`replaces[${i}]`) };
      }
    },
  },
];
