import type { PlannedEntry } from './entry.ts';
import { faultyPart } from './faulty-part.ts';
import type { FormatErrorCode } from './format.ts';
import type { Package } from './package.ts';
import type { Place, Problem } from './problem.ts';

/** What a format, or a program that reads it, takes of something; a row of a table. */
export interface Limit<Subject> {
  readonly code: FormatErrorCode;
  readonly holds: (subject: Subject) => boolean;
  readonly message: (subject: Subject) => string;
  readonly hint: string;
}

export interface PackageLimit extends Limit<Package> {
  /** Of the configuration, where what breaks it is written. */
  readonly key: string;
}

/** The limits that something breaks. */
export function broken<Subject>(
  limits: readonly Limit<Subject>[],
  subject: Subject,
  place: Place,
): Problem<FormatErrorCode>[] {
  return limits
    .filter(({ holds }) => !holds(subject))
    .map(({ code, message, hint }) => ({ code, message: message(subject), place, hint }));
}

/** The limits that a package breaks, each at its key; of a version, at the part that is at fault. */
export function brokenBy(
  pkg: Package,
  limits: readonly PackageLimit[],
): Problem<FormatErrorCode>[] {
  return limits.flatMap((limit) => {
    const { key, holds } = limit;
    return broken([limit], pkg, pkg.locate(key === 'version' ? faultyPart(pkg, holds) : key));
  });
}

/** Whether an entry is in the archive, and is not there for the sake of others alone. */
export function isAskedFor(entry: PlannedEntry): boolean {
  return entry.type === 'dir' ? !entry.implicit : entry.type !== 'ghost';
}
