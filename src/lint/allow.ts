// Findings that are none: `lint.allow` in jaco-pkg.yaml.
import { parsePattern } from '../contents/glob-syntax.ts';
import { Glob } from '../contents/globs.ts';
import { type ErrorProblem, throwIfAny } from '../errors.ts';
import type { LintAllowed } from '../extensions/index.ts';
import type { Place } from '../model/problem.ts';
import type { Finding } from './model.ts';
import { hintFor, ruleNamed } from './rules/index.ts';

/** An entry of the list, and where it is written. */
export interface Allowed extends LintAllowed {
  readonly place: Place;
}

export interface AllowedFinding extends Finding {
  /** Why it is right as it is. */
  readonly reason: string;
}

export interface AllowResult {
  /** What is left. */
  readonly findings: readonly Finding[];
  readonly allowed: readonly AllowedFinding[];
  /** Entries that nothing was found for: they may go. */
  readonly unused: readonly Allowed[];
}

/**
 * The list of a jaco-pkg.yaml.
 * @throws JacoPkgError with code `config_value` for ids that no rule has
 */
export function allowedBy(
  list: readonly LintAllowed[] = [],
  locate: (key: string) => Place,
): Allowed[] {
  throwIfAny(
    list.flatMap(({ id }, i): ErrorProblem[] => {
      if (ruleNamed(id)) return [];
      const message = `there is no rule ${JSON.stringify(id)}`;
      return [
        { code: 'config_value', message, place: locate(`lint.allow[${i}].id`), hint: hintFor(id) },
      ];
    }),
  );
  return list.map((entry, i) => ({ ...entry, place: locate(`lint.allow[${i}]`) }));
}

/** @throws JacoPkgError with code `config_value` for a pattern that is none */
export function allow(findings: readonly Finding[], list: readonly Allowed[]): AllowResult {
  const entries = list.map((entry) => ({ entry, glob: globOf(entry) }));
  const used = new Set<Allowed>();
  const left: Finding[] = [];
  const allowed: (Finding & { readonly reason: string })[] = [];
  for (const finding of findings) {
    const fitting = entries.filter(({ entry, glob }) => {
      return entry.id === finding.id && (!glob || glob.matches(finding.path ?? ''));
    });
    for (const { entry } of fitting) used.add(entry);
    const [first] = fitting;
    if (first) allowed.push({ ...finding, reason: first.entry.reason });
    else left.push(finding);
  }
  return { findings: left, allowed, unused: list.filter((entry) => !used.has(entry)) };
}

function globOf({ path, place }: Allowed): Glob | undefined {
  return path === undefined ? undefined : new Glob(parsePattern(path, place));
}

/** Entries that nothing was found for, to be told with the rest. */
export function unusedFindings(unused: readonly Allowed[]): Finding[] {
  return unused.map(({ id, path, place }) => ({
    id: 'allow-unused',
    severity: 'warning',
    message: `${id} is allowed${path === undefined ? '' : ` for ${path}`}, and was not found`,
    place,
    fix: 'take the entry out',
    formats: [],
  }));
}
