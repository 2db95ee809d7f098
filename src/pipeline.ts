// The stages that every run of the pipeline has, whatever it makes of the packages: plan, read every
// input once, lay out.
import { codecKey } from './codec/index.ts';
import { barePackage, type Expanded, expand, Finder, withGenerated } from './contents/index.ts';
import {
  type ErrorProblem,
  formatProblem,
  JacoPkgError,
  throwIfAny,
  type Warning,
} from './errors.ts';
import type { Extensions } from './extensions/index.ts';
import { formatNamed } from './formats.ts';
import type { Needs } from './ingest/ingest.ts';
import { Limiter } from './ingest/limiter.ts';
import type { Store } from './ingest/store.ts';
import type { Entry, Input, PlannedEntry } from './model/entry.ts';
import type { Kit } from './model/format.ts';
import type { LeftOut } from './model/left-out.ts';
import type { FormatName, Package } from './model/package.ts';
import type { Exclude, Recipe } from './model/recipe.ts';
import type { DigestName, Segment, Source } from './model/segment.ts';
import type { Signer } from './model/signing.ts';
import type { Config } from './nfpm-config/index.ts';
import { leftOutWarnings, omissionsOf } from './omissions.ts';
import { loadSigners, type Signers, type SigningOptions, withSignature } from './sign/index.ts';

/** One package to make of a configuration. */
export interface Job {
  readonly config: Config;
  readonly extensions?: Extensions;
  readonly format: FormatName;
  /** In place of the configured one. */
  readonly arch?: string;
  /** In place of the configured one. */
  readonly platform?: string;
}

/** A package whose files are found and whose limits are checked. */
export interface Planned {
  readonly format: FormatName;
  readonly pkg: Package;
  readonly entries: readonly PlannedEntry[];
}

/**
 * Looks up all that the packages are made of; the result is in the order of the jobs.
 * @param cwd absolute folder that relative paths start at
 * @throws JacoPkgError with the problems of all packages; what they share, also of warnings, is told once
 */
export async function planJobs<J extends Job>(
  jobs: readonly J[],
  cwd: string,
  signers?: Signers,
): Promise<{ packages: (Planned & { readonly job: J })[]; warnings: Warning[] }> {
  const problems = new Map<string, ErrorProblem>();
  const packages: (Planned & { readonly job: J })[] = [];
  const warnings = new Map<string, Warning>();
  const unused: Warning[] = [];
  const leftOut: LeftOut[] = [];
  const finder = new Finder(cwd);
  for (const job of jobs) {
    try {
      const {
        warnings: found,
        leftOut: without,
        unusedExcludes,
        ...planned
      } = await planJob(job, finder, signers);
      for (const warning of found) warnings.set(formatProblem(warning), warning);
      leftOut.push(...without);
      unused.push(...unusedExcludes.map(excludeWarning));
      packages.push({ ...planned, job });
    } catch (error) {
      if (!(error instanceof JacoPkgError)) throw error;
      for (const problem of error.problems) problems.set(formatProblem(problem), problem);
    }
  }
  throwIfAny([...problems.values()]);
  for (const warning of leftOutWarnings(leftOut)) warnings.set(formatProblem(warning), warning);
  for (const [text, warning] of inAll(unused, jobs.length)) warnings.set(text, warning);
  return { packages, warnings: [...warnings.values()] };
}

function excludeWarning({ pattern, place }: Exclude): Warning {
  const message = `the exclude ${JSON.stringify(pattern)} leaves nothing out`;
  const hint = 'it applies to what trees, globs and folders bring in, by its path in the package';
  return { code: 'exclude_no_match', message, place, hint };
}

/** Warnings that every package has: an exclude may be meant for one of them. */
function inAll(warnings: readonly Warning[], packages: number): Map<string, Warning> {
  const counts = new Map<string, number>();
  const texts = new Map(warnings.map((warning) => [formatProblem(warning), warning]));
  for (const warning of warnings) {
    const text = formatProblem(warning);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return new Map([...texts].filter(([text]) => counts.get(text) === packages));
}

async function planJob(
  { config, extensions, format: name, arch, platform }: Job,
  finder: Finder,
  signers: Signers | undefined,
) {
  const format = formatNamed(name);
  const plain = config.recipe(name, {
    ...(arch !== undefined && { arch }),
    ...(platform !== undefined && { platform }),
  });
  const recipe = extensions ? await extensions.apply(plain) : plain;
  const found = expanded(recipe, finder);
  const { pkg: unsigned, entries: configured, unusedExcludes } = found;
  const pkg = withSignature(unsigned, format.signedWith, signers);
  const entries = withGenerated(configured, (await format.generated?.(pkg)) ?? []);
  throwIfAny(format.check(pkg, entries));
  const warnings = [...found.warnings, ...(extensions?.warningsFor(name, entries) ?? [])];
  const leftOut = [...omissionsOf(format, pkg), ...found.leftOut];
  return { format: name, pkg, entries, warnings, leftOut, unusedExcludes };
}

/** @throws JacoPkgError also with what is wrong with the package whatever its files are */
function expanded(recipe: Recipe, finder: Finder): Expanded {
  try {
    return expand(recipe, finder);
  } catch (error) {
    if (!(error instanceof JacoPkgError)) throw error;
    throwIfAny([...error.problems, ...formatNamed(recipe.format).check(barePackage(recipe))]);
    throw error;
  }
}

/** What else to read in the same go, and what else to learn of every input. */
export interface Extra {
  readonly inputs?: readonly Input[];
  readonly digests?: readonly DigestName[];
}

/**
 * Reads every input of every package, with all that any of the formats wants of it: large ones at
 * once, small ones while they are laid out and compressed.
 */
export function readInputs(
  packages: readonly Planned[],
  store: Store,
  onRead: (bytes: number) => void,
  { inputs = [], digests = [] }: Extra = {},
): Promise<Map<Input, Source>> {
  const wanted = packages.flatMap(({ format }) => formatNamed(format).fileDigests);
  const codecs = packages.map(({ pkg }) => [codecKey(pkg.compression), pkg.compression] as const);
  const needs: Needs = {
    digests: [...new Set([...wanted, ...digests])],
    codecs: [...new Map(codecs).values()],
    again: packages.some(({ format }) => formatNamed(format).readsFiles),
    copied: inputs,
    once:
      inputs.length === 0 &&
      packages.length === 1 &&
      packages.every(({ format }) => formatNamed(format).readsOnce),
  };
  return store.ingest([...inputsOf(packages), ...inputs], needs, onRead, (sources) =>
    packages.flatMap(({ format, entries }) => {
      const layout = formatNamed(format).payload?.(withSources(entries, sources));
      return layout ? [layout] : [];
    }),
  );
}

function* inputsOf(packages: readonly Planned[]): Generator<Input> {
  for (const entries of new Set(packages.map((one) => one.entries))) {
    for (const entry of entries) if (entry.type === 'file') yield entry.body;
  }
}

/**
 * Whoever signs the packages that are to be signed. Nothing is read or written before.
 * @throws JacoPkgError with what is wrong with each key
 */
export function signersOf(
  packages: readonly Planned[],
  options: SigningOptions,
): Promise<ReadonlyMap<Package, Signer>> {
  const signable = packages.map(({ format, pkg }) => ({
    pkg,
    kind: formatNamed(format).signedWith,
  }));
  return loadSigners(signable, options);
}

/** A file that goes beside a package. */
interface Companion {
  /** What its name has after the package's: `.sig`. */
  readonly suffix: string;
  readonly segments: readonly Segment[];
}

/** A package, its inputs spliced in, and the files that go beside it. */
export interface Assembled {
  readonly segments: readonly Segment[];
  readonly companions: readonly Companion[];
}

/** What packages are assembled from, and with. */
export interface Parts {
  readonly sources: ReadonlyMap<Input, Source>;
  readonly store: Kit;
  readonly signerOf: ReadonlyMap<Package, Signer>;
}

/** A package in the making, and what comes of it. */
export interface Making<P extends Planned, T> {
  readonly planned: P;
  readonly made: Promise<T>;
}

/** Packages that are made at a time: while one is compressed, another is laid out or written. */
const AT_A_TIME = 3;

/**
 * Makes packages side by side.
 * @param write what becomes of one once it is assembled
 * @returns in the order of the packages. Who stops the store has to wait until all have ended.
 */
export function makeAll<P extends Planned, T>(
  packages: readonly P[],
  parts: Parts,
  write: (planned: P, assembled: Assembled) => Promise<T>,
): readonly Making<P, T>[] {
  const limiter = new Limiter(AT_A_TIME);
  const contents = new Map<readonly PlannedEntry[], readonly Entry<Source>[]>();
  return packages.map((planned) => {
    const { entries } = planned;
    const content = contents.get(entries) ?? withSources(entries, parts.sources);
    contents.set(entries, content);
    const made = limiter.run(async () => write(planned, await assemble(planned, content, parts)));
    // Told to whoever waits for it; until then it must not count as unhandled.
    made.catch(() => {});
    return { planned, made };
  });
}

async function assemble(
  { format: name, pkg }: Planned,
  content: readonly Entry<Source>[],
  { store, signerOf }: Parts,
): Promise<Assembled> {
  const signer = signerOf.get(pkg);
  const format = formatNamed(name);
  const kit: Kit = {
    encode: (segments, codec) => store.encode(segments, codec),
    digest: (algorithm, segments) => store.digest(algorithm, segments),
    blocks: (body, level) => store.blocks(body, level),
    ...(signer && { signer }),
  };
  const segments = await format.assemble(pkg, content, kit);
  const suffix = format.detachedSignature;
  if (!signer || suffix === undefined) return { segments, companions: [] };
  const signature = await signer.sign('openpgp', segments);
  return { segments, companions: [{ suffix, segments: [signature] }] };
}

/** What the names of files beside a package have after its own. */
export function companionSuffixes({ format, pkg }: Planned): string[] {
  const { detachedSignature } = formatNamed(format);
  return pkg.signature && detachedSignature !== undefined ? [detachedSignature] : [];
}

/** The entries of a package, with what was read in place of where it is. */
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
