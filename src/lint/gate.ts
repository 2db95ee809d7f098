// Lint in the way of a build: what is found ends it before anything has its final name.
import { basename } from 'node:path';
import { type ErrorProblem, throwIfAny, type Warning } from '../errors.ts';
import type { Extensions } from '../extensions/index.ts';
import { type Allowed, allow, allowedBy } from './allow.ts';
import { judge, merged } from './judge.ts';
import type { Finding } from './model.ts';
import { subjectOfPackage } from './subject/from-package.ts';
import { type PlannedSubject, subjectOfPlan } from './subject/from-plan.ts';

/** What ends a build: errors alone, or warnings as well. */
export type GateMode = 'errors' | 'strict';

/** @throws JacoPkgError with code `config_value` for a list of allowed findings that is none */
export function openGate(
  mode: GateMode,
  { settings, locate }: Pick<Extensions, 'settings' | 'locate'>,
  signal?: AbortSignal,
): LintGate {
  return new LintGate(mode, allowedBy(settings.lint?.allow, locate), signal);
}

export class LintGate {
  readonly #mode: GateMode;
  readonly #allowed: readonly Allowed[];
  readonly #reading: { readonly signal?: AbortSignal };
  #findings: Finding[] = [];

  constructor(mode: GateMode, allowed: readonly Allowed[], signal?: AbortSignal) {
    this.#mode = mode;
    this.#allowed = allowed;
    this.#reading = signal ? { signal } : {};
  }

  /**
   * Judges packages before they are built.
   * @throws JacoPkgError with code `lint_failed` for each finding that ends the build
   */
  async planned(packages: readonly PlannedSubject[]): Promise<void> {
    const lists: Finding[][] = [];
    for (const item of packages) lists.push(judge(await subjectOfPlan(item, this.#reading)));
    this.#take(merged(lists));
  }

  /**
   * Judges a package that was written and has not got its name yet. What was told of the
   * configuration, with its line, is not told again.
   * @param file where it is
   * @param path where it will be
   * @throws JacoPkgError with code `lint_failed`
   */
  async built(file: string, path: string): Promise<void> {
    const found = judge(await subjectOfPackage(file, { name: basename(path), ...this.#reading }));
    const known = new Set(this.#findings.flatMap(labels));
    this.#take(found.filter((finding) => !labels(finding).every((label) => known.has(label))));
  }

  /** What does not end the build. */
  warnings(): Warning[] {
    return this.#left()
      .filter(({ severity }) => severity === 'warning')
      .map((finding) => ({ code: 'lint_warning', ...problemOf(finding) }));
  }

  #take(findings: readonly Finding[]): void {
    this.#findings = [...this.#findings, ...findings];
    const failing = this.#left().filter(({ severity }) => {
      return severity === 'error' || (severity === 'warning' && this.#mode === 'strict');
    });
    throwIfAny(failing.map((one): ErrorProblem => ({ code: 'lint_failed', ...problemOf(one) })));
  }

  #left(): readonly Finding[] {
    return allow(this.#findings, this.#allowed).findings;
  }
}

/** What is found about what, for each format: the same before a package is built and after. */
function labels({ id, path = '', formats }: Finding): string[] {
  return formats.map((format) => [format, id, path].join('\0'));
}

function problemOf({ id, message, place, fix }: Finding) {
  return { message: `${id}: ${message}`, place, hint: fix };
}
