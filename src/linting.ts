// Lint on a page: packages, or a configuration before it is built, are read and judged; what the
// project allows is taken out.
import { join, resolve } from 'node:path';
import { plan } from './build.ts';
import { type ErrorProblem, JacoPkgError, type Warning } from './errors.ts';
import type { AllowedFinding, AllowResult, Finding } from './lint/index.ts';
import type { FormatName } from './model/package.ts';
import { extensionsOf, type ProjectOptions } from './project.ts';

export interface LintOptions extends ProjectOptions {
  /** Paths of packages, or of folders of them; without any, the configuration is judged. */
  readonly files?: readonly string[];
  /** Formats of the configuration; by default those of releases, else all it says enough for. */
  readonly packagers?: readonly FormatName[] | 'all';
  /** Architectures in Go's names; the configured one by default. */
  readonly arch?: readonly string[];
  /** Seconds since 1970, to tell which files are from the future; without it, none are. */
  readonly now?: number;
  readonly signal?: AbortSignal;
}

export interface LintReport {
  /** The worst first. */
  readonly findings: readonly Finding[];
  /** What jaco-pkg.yaml says is right as it is. */
  readonly allowed: readonly AllowedFinding[];
  /** Packages that could not be read. */
  readonly problems: readonly ErrorProblem[];
  /** Of the configuration. */
  readonly warnings: readonly Warning[];
}

/**
 * Finds what packages do that package managers, distributions or administrators object to.
 * @throws JacoPkgError when the configuration cannot be built at all
 */
export async function lint(options: LintOptions): Promise<LintReport> {
  const { files = [] } = options;
  return files.length > 0 ? lintFiles(files, options) : lintProject(options);
}

async function lintProject(options: LintOptions): Promise<LintReport> {
  const { judge, merged, subjectOfPlan, unusedFindings } = await import('./lint/index.ts');
  const { files: _, now, signal, ...project } = options;
  const { settings } = await extensionsOf(options);
  // Targets may have formats where the release has none.
  const configured = settings.release?.formats ?? [];
  const packagers = options.packagers ?? (configured.length > 0 ? configured : 'all');
  const { packages, warnings } = await plan({ ...project, packagers });
  const reading = { ...(now !== undefined && { now }), ...(signal && { signal }) };
  const lists: Finding[][] = [];
  for (const item of packages) {
    lists.push(judge(await subjectOfPlan(item, reading)));
  }
  const { unused, ...report } = await sift(merged(lists), options);
  // With some of the formats alone, the others may need it.
  const stale = options.packagers === undefined ? unusedFindings(unused) : [];
  return { ...report, findings: [...report.findings, ...stale], problems: [], warnings };
}

async function lintFiles(files: readonly string[], options: LintOptions): Promise<LintReport> {
  const { judge, merged, subjectOfPackage } = await import('./lint/index.ts');
  const { now, signal } = options;
  const cwd = resolve(options.cwd ?? '.');
  const lists: Finding[][] = [];
  const problems: ErrorProblem[] = [];
  for (const name of await eachFile(files, cwd, problems)) {
    const reading = { name, ...(now !== undefined && { now }), ...(signal && { signal }) };
    try {
      lists.push(judge(await subjectOfPackage(resolve(cwd, name), reading)));
    } catch (error) {
      if (!(error instanceof JacoPkgError) || signal?.aborted) throw error;
      problems.push(...error.problems);
    }
  }
  const { unused: _, ...report } = await sift(merged(lists), options);
  return { ...report, problems, warnings: [] };
}

/** With the packages of folders in place of these, as the user would name them. */
async function eachFile(files: readonly string[], cwd: string, problems: ErrorProblem[]) {
  const { packagesIfFolder } = await import('./inspect/folder.ts');
  const found: string[] = [];
  for (const file of files) {
    try {
      const names = await packagesIfFolder(resolve(cwd, file));
      found.push(...(names ? names.map((name) => join(file, name)) : [file]));
    } catch (error) {
      if (!(error instanceof JacoPkgError)) throw error;
      problems.push(...error.problems);
    }
  }
  return found;
}

/** Takes out what the project allows. */
async function sift(findings: readonly Finding[], options: LintOptions): Promise<AllowResult> {
  const { allow, allowedBy } = await import('./lint/index.ts');
  const { settings, locate } = await extensionsOf(options);
  return allow(findings, allowedBy(settings.lint?.allow, locate));
}
