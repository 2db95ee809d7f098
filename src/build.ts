// The pipeline on one page: configuration -> plan -> one read of every input -> layouts ->
// files, all of them or none.
import { resolve } from 'node:path';
import { codecKey } from './codec/index.ts';
import { expand, withGenerated } from './contents/index.ts';
import { throwIfAny, type Warning } from './errors.ts';
import { formatNamed } from './formats.ts';
import { Store } from './ingest/store.ts';
import type { Entry, Input, PlannedEntry } from './model/entry.ts';
import type { Format } from './model/format.ts';
import type { FormatName, Package } from './model/package.ts';
import type { Recipe } from './model/recipe.ts';
import type { Source } from './model/segment.ts';
import { type ConfigInput, configFrom, loadConfig } from './nfpm-config/index.ts';
import { OutputSet, type Written } from './output/index.ts';
import { type Progress, ProgressMeter } from './progress.ts';
import { withPaths } from './target.ts';

export interface PlanOptions {
  /** Path of an nfpm.yaml (the default, in `cwd`), or the configuration itself. */
  readonly config?: string | ConfigInput;
  /** Formats to build. */
  readonly packagers: readonly FormatName[];
  /** Architectures in Go's names; the configured one by default. */
  readonly arch?: readonly string[];
  /** A folder, or for a single package a file; `cwd` by default. */
  readonly target?: string;
  /** For `${VAR}` in the configuration, and SOURCE_DATE_EPOCH; `process.env` by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What relative paths are relative to; `process.cwd()` by default. */
  readonly cwd?: string;
}

export interface BuildOptions extends PlanOptions {
  /** Stops the build; nothing is left behind. */
  readonly signal?: AbortSignal;
  /** Bytes to hold in memory before spooling to a temporary file; 96 MiB by default. */
  readonly memory?: number;
  /** Chunks compressed at a time; the number of cores by default. */
  readonly parallelism?: number;
  readonly onProgress?: (progress: Progress) => void;
}

/** A package that can be built: every file found, every limit checked. */
export interface PlannedPackage {
  readonly format: FormatName;
  readonly pkg: Package;
  readonly entries: readonly PlannedEntry[];
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
}

export interface BuildResult {
  readonly artifacts: readonly Artifact[];
  readonly warnings: readonly Warning[];
}

/** What a build would do; reads the configuration and looks at the files, writes nothing. */
export async function plan(options: PlanOptions): Promise<Plan> {
  const cwd = resolve(options.cwd ?? '.');
  const environment = { cwd, env: options.env ?? process.env };
  const { config: given = 'nfpm.yaml' } = options;
  const config =
    typeof given === 'string'
      ? await loadConfig(given, environment)
      : configFrom(given, environment);
  const warnings: Warning[] = [...config.warnings];
  const packages: Omit<PlannedPackage, 'path'>[] = [];
  for (const arch of options.arch ?? [undefined]) {
    for (const name of options.packagers) {
      const recipe = config.recipe(name, arch === undefined ? {} : { arch });
      const planned = await planPackage(formatNamed(name), recipe, cwd);
      warnings.push(...planned.warnings);
      packages.push(planned);
    }
  }
  return { packages: await withPaths(packages, options.target, cwd), warnings };
}

/** Builds packages and writes them: all of them, or on any error none. */
export async function build(options: BuildOptions): Promise<BuildResult> {
  const { packages, warnings } = await plan(options);
  const store = new Store(options);
  const output = new OutputSet(options.signal);
  const progress = new ProgressMeter(packages, options.onProgress);
  try {
    const sources = await readInputs(packages, store, progress);
    const artifacts: Artifact[] = [];
    for (const { format, pkg, entries, path } of packages) {
      const segments = await formatNamed(format).assemble(
        pkg,
        withSources(entries, sources),
        store,
      );
      const written = await output.stage(path, segments);
      artifacts.push({ ...written, format, name: pkg.name, arch: pkg.arch });
      progress.wrote();
    }
    await output.commit();
    return { artifacts, warnings };
  } finally {
    await output.discard();
    await store.close();
  }
}

async function planPackage(format: Format, recipe: Recipe, cwd: string) {
  const { pkg, entries: configured, warnings } = await expand(recipe, { cwd });
  const entries = withGenerated(configured, format.generated?.(pkg) ?? []);
  throwIfAny(format.check(pkg, entries));
  return { format: format.name, pkg, entries, warnings };
}

/** Reads every input of every package, with all that any of the formats wants of it. */
function readInputs(
  packages: readonly PlannedPackage[],
  store: Store,
  progress: ProgressMeter,
): Promise<Map<Input, Source>> {
  const formats = packages.map(({ format }) => formatNamed(format));
  const needs = {
    digests: [...new Set(formats.flatMap(({ fileDigests }) => fileDigests))],
    codecs: [
      ...new Map(
        packages.map(({ pkg }) => [codecKey(pkg.compression), pkg.compression] as const),
      ).values(),
    ],
  };
  return store.ingest(inputsOf(packages), needs, (bytes) => progress.read(bytes));
}

function* inputsOf(packages: readonly PlannedPackage[]): Generator<Input> {
  for (const { entries } of packages) {
    for (const entry of entries) if (entry.type === 'file') yield entry.body;
  }
}

function withSources(
  entries: readonly PlannedEntry[],
  sources: ReadonlyMap<Input, Source>,
): Entry<Source>[] {
  return entries.map((entry) => {
    if (entry.type !== 'file') return entry;
    const body = sources.get(entry.body);
    if (!body) throw new TypeError(`${entry.body.name} was planned and not read`);
    return { ...entry, body };
  });
}
