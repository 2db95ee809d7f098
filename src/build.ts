// The pipeline on one page: configuration -> plan -> one read of every input -> layouts ->
// files, all of them or none.
import { resolve } from 'node:path';
import type { CacheOptions } from './cache/index.ts';
import { openCache } from './caching.ts';
import { JacoPkgError, type Warning } from './errors.ts';
import { formatNames } from './formats.ts';
import { assertStoreOptions, Store } from './ingest/store.ts';
import type { FormatName } from './model/package.ts';
import { OutputSet, type Written } from './output/index.ts';
import {
  type Assembled,
  type Linted,
  lintGate,
  type Making,
  makeAll,
  type Planned,
  planJobs,
  readInputs,
  signersOf,
} from './pipeline.ts';
import { type Progress, ProgressMeter } from './progress.ts';
import { loadProject, type Project, type ProjectOptions } from './project.ts';
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

export interface BuildOptions extends PlanOptions, Linted {
  /** Stops the build; nothing is left behind. */
  readonly signal?: AbortSignal;
  /** Bytes to hold in memory, from 0 on, before spooling to a temporary file; 64 MiB by default. */
  readonly memory?: number;
  /** Chunks compressed at a time, from 1 on; the number of cores by default. */
  readonly parallelism?: number;
  /** Keeps what was compressed for the next build; nothing is kept by default. */
  readonly cache?: CacheOptions | undefined;
  /** Whether the SHA-256 of what was written is told; true by default. */
  readonly checksums?: boolean;
  readonly onProgress?: (progress: Progress) => void;
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

/** What JavaScript does not have checked for it. */
function assertList(packagers: PlanOptions['packagers']): void {
  if (packagers === 'all' || Array.isArray(packagers)) return;
  throw new JacoPkgError({
    code: 'usage',
    message: `packagers is ${JSON.stringify(packagers)}`,
    hint: "give a list of formats, such as ['deb', 'rpm'], or 'all'",
  });
}

async function prepare(options: PlanOptions): Promise<Prepared> {
  const { env = process.env, packagers, arch = [undefined] } = options;
  const cwd = resolve(options.cwd ?? '.');
  assertList(packagers);
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
  const { env = process.env, signal } = options;
  const cwd = resolve(options.cwd ?? '.');
  const gate = await lintGate(options.lint, extensions, signal);
  await gate?.planned(packages);
  const signerOf = await signersOf(packages, { signers, env, cwd, signal });
  const cache = await openCache(options.cache, { env, cwd });
  const store = new Store({ ...options, cache });
  const { checksums = true } = options;
  const output = new OutputSet(signal, (size) =>
    checksums ? store.hasher('sha256', size) : undefined,
  );
  const progress = new ProgressMeter(packages, options.onProgress);
  let making: readonly Making<PlannedPackage, Staged>[] = [];
  try {
    const sources = await readInputs(packages, store, (bytes) => progress.read(bytes));
    making = makeAll(packages, { sources, store, signerOf }, ({ path }, assembled) =>
      stage(output, path, assembled),
    );
    const artifacts: Artifact[] = [];
    for (const { planned, made } of making) {
      const { format, pkg, path } = planned;
      const written = await made;
      await gate?.built(output.temporaryOf(path), path);
      artifacts.push({ ...written, format, name: pkg.name, arch: pkg.arch });
      progress.wrote();
    }
    await Promise.all([output.commit(), store.close()]);
    const late = [...(gate?.warnings() ?? []), ...(cache?.warnings() ?? [])];
    return { artifacts, warnings: [...warnings, ...late] };
  } finally {
    await store.close();
    await Promise.allSettled(making.map(({ made }) => made));
    await output.discard();
    await cache?.close();
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
