// The pipeline on one page: configuration -> plan -> one read of every input -> layouts ->
// files, all of them or none.
import { resolve } from 'node:path';
import { JacoPkgError, type Warning } from './errors.ts';
import { formatNames } from './formats.ts';
import { assertStoreOptions } from './ingest/store.ts';
import type { FormatName } from './model/package.ts';
import type { OutputSet, Written } from './output/index.ts';
import { type Assembled, type Planned, planJobs } from './pipeline.ts';
import { loadProject, type Project, type ProjectOptions } from './project.ts';
import { openRun, type RunOptions } from './run.ts';
import type { Signers } from './sign/index.ts';
import { endingWarnings, withPaths } from './target.ts';

export interface PlanOptions extends ProjectOptions {
  /** Formats to build; `all` is every one that the configuration says enough for. */
  readonly packagers: readonly FormatName[] | 'all';
  /** Architectures in Go's names; the configured one by default. */
  readonly arch?: readonly string[];
  /** A folder, or for a single package a file; `cwd` by default. Folders are made where need be. */
  readonly target?: string;
  /** Who signs, by format, where that is not a key that the configuration names. */
  readonly signers?: Signers;
}

export interface BuildOptions extends PlanOptions, RunOptions {
  /** Whether the SHA-256 of what was written is told; true by default. */
  readonly checksums?: boolean;
}

/** A package that can be built: every file found, every limit checked. */
export interface PlannedPackage extends Planned {
  /** Absolute path it will have. */
  readonly path: string;
}

export interface Plan {
  readonly packages: readonly PlannedPackage[];
  readonly warnings: readonly Warning[];
}

/** One package that was built. */
export interface Artifact extends Written {
  readonly format: FormatName;
  readonly name: string;
  readonly arch: string;
  /** Files beside it, such as a detached signature. */
  readonly companions: readonly Written[];
}

export interface BuildResult {
  readonly artifacts: readonly Artifact[];
  readonly warnings: readonly Warning[];
}

/**
 * What a build would do; reads the configuration and looks at the files, writes nothing.
 * @throws JacoPkgError with every problem of the configuration and of its files
 */
export async function plan(options: PlanOptions): Promise<Plan> {
  const { packages, warnings } = await prepare(options);
  return { packages, warnings };
}

interface Prepared extends Plan {
  readonly signers: Signers;
  readonly extensions: Project['extensions'];
}

/** What JavaScript does not have checked for it; and that there is something to build. */
function assertLists({ packagers, arch }: PlanOptions): void {
  if (packagers !== 'all' && !isFilled(packagers)) {
    throw new JacoPkgError({
      code: 'usage',
      message: `packagers is ${JSON.stringify(packagers)}`,
      hint: "give a list of formats, such as ['deb', 'rpm'], or 'all'",
    });
  }
  if (arch === undefined || isFilled(arch)) return;
  throw new JacoPkgError({
    code: 'usage',
    message: `arch is ${JSON.stringify(arch)}`,
    hint: "give a list of architectures, such as ['amd64'], or leave it out",
  });
}

function isFilled(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0;
}

async function prepare(options: PlanOptions): Promise<Prepared> {
  const { env = process.env, packagers, arch = [undefined] } = options;
  const cwd = resolve(options.cwd ?? '.');
  assertLists(options);
  const project = await loadProject({ ...options, cwd, env });
  const formats =
    packagers === 'all' ? formatNames.filter((name) => project.config.makes(name)) : packagers;
  const jobs = [...new Set(arch)].flatMap((one) =>
    [...new Set(formats)].map((format) => ({
      ...project,
      format,
      ...(one !== undefined && { arch: one }),
    })),
  );
  const signers = { ...project.extensions.signers, ...options.signers };
  const { packages, warnings } = await planJobs(jobs, cwd, signers);
  const placed = await withPaths(packages, options.target, cwd);
  return {
    packages: placed,
    warnings: [...project.config.warnings, ...warnings, ...endingWarnings(placed)],
    signers,
    extensions: project.extensions,
  };
}

/**
 * Builds packages and writes them: all of them, or on any error none.
 * @throws JacoPkgError with every problem that was found; the reason of `signal` when that stops it
 */
export async function build(options: BuildOptions): Promise<BuildResult> {
  assertStoreOptions(options);
  const { packages, warnings, signers, extensions } = await prepare(options);
  const { env = process.env, checksums = true } = options;
  const cwd = resolve(options.cwd ?? '.');
  const run = await openRun(packages, options, { signers, env, cwd, extensions, checksums });
  try {
    const sources = await run.read();
    const made = run.make(
      sources,
      ({ path }) => path,
      ({ path }, assembled) => stage(run.output, path, assembled),
    );
    const artifacts: Artifact[] = [];
    for await (const [{ format, pkg }, staged] of made) {
      artifacts.push({ ...staged, format, name: pkg.name, arch: pkg.arch });
    }
    await run.commit();
    return { artifacts, warnings: [...warnings, ...run.warnings()] };
  } finally {
    await run.close();
  }
}

type Staged = Written & Pick<Artifact, 'companions'>;

async function stage(
  output: OutputSet,
  path: string,
  { segments, companions }: Assembled,
): Promise<Staged> {
  const written = await output.stage(path, segments);
  const beside: Written[] = [];
  for (const companion of companions) {
    beside.push(await output.stage(path + companion.suffix, companion.segments));
  }
  return { ...written, companions: beside };
}
