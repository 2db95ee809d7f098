// What lint is about: a subject, judged by rules that are rows of a table.
import type {
  PackageEntry,
  PackageMetadata,
  PackageScript,
  RelationKind,
} from '../inspect/index.ts';
import type { FormatName } from '../model/package.ts';
import type { Place } from '../model/problem.ts';
import type { ContentFacts } from './subject/content.ts';

/** From what breaks for users to what is only worth a look. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** An entry of a package, with what its content is. */
export interface SubjectEntry extends PackageEntry {
  /** Where it comes from: the item of `contents`, or the package. */
  readonly place: Place;
  /** Of a file that could be read. */
  readonly content?: ContentFacts;
}

export interface SubjectScript extends PackageScript {
  readonly place: Place;
}

/** A package to judge, whether it was read back or is yet to be built. */
export interface Subject {
  readonly format: FormatName;
  readonly metadata: PackageMetadata;
  /** Each in the format's own spelling. */
  readonly relations: Readonly<Record<RelationKind, readonly string[]>>;
  readonly scripts: readonly SubjectScript[];
  /** In the order of the package; ghosts among them. */
  readonly entries: readonly SubjectEntry[];
  /** Files of the control archive that nothing else here tells of, by name. */
  readonly controlFiles: ReadonlyMap<string, string>;
  /** Whether there is a changelog in the package's own metadata; undefined where formats have none. */
  readonly hasChangelog: boolean | undefined;
  /** Seconds since 1970; undefined when nobody says. */
  readonly now: number | undefined;
  /** The entry of a path. */
  at(path: string): SubjectEntry | undefined;
  /** Where a key of the metadata is written: `description`, `depends[2]`. */
  locate(key: string): Place;
}

/** One thing that a rule finds. */
export interface Hit {
  /** One sentence that names what is at fault, without a full stop. */
  readonly message: string;
  readonly place: Place;
  /** Path in the package, or name of a script; what the allow-list goes by. */
  readonly path?: string;
}

/** Names that other checkers have for the same. */
export interface SameAs {
  readonly lintian?: readonly string[];
  readonly rpmlint?: readonly string[];
}

/** A row of the table. */
export interface Rule {
  /** Words with hyphens; it keeps its meaning. */
  readonly id: string;
  readonly severity: Severity;
  readonly formats: readonly FormatName[];
  /** Whose rule it is and what goes wrong otherwise. */
  readonly why: string;
  /** What to change. */
  readonly fix: string;
  readonly sameAs?: SameAs;
  check(subject: Subject): Iterable<Hit>;
}

/** What a rule found, to be told. */
export interface Finding extends Hit {
  readonly id: string;
  readonly severity: Severity;
  readonly fix: string;
  /** Formats that it was found in; the same item of a configuration may be in several. */
  readonly formats: readonly FormatName[];
}
