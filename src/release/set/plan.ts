import { resolve } from 'node:path';
import { JacoPkgError, throwIfAny, type Warning } from '../../errors.ts';
import { semverText } from '../../model/version.ts';
import { companionSuffixes, type Planned, planJobs } from '../../pipeline.ts';
import { loadProject, type Project, type ProjectOptions } from '../../project.ts';
import type { Signers } from '../../sign/index.ts';
import { toolVersion } from '../../version.ts';
import { type FoundFile, findFiles, pathsFor } from './files.ts';
import { type Identity, type IdentityOptions, identify } from './identity.ts';
import { documentsFor, PART_DOCUMENTS, type PlannedDocument } from './lists.ts';
import type { Product } from './manifest.ts';
import { assertNames } from './names.ts';
import { Problems } from './problems.ts';
import { selected } from './selection.ts';
import { type Slot, slotsOf } from './slots.ts';
import { versionProblems } from './version.ts';

export interface ReleasePlanOptions extends ProjectOptions, IdentityOptions {
  /** Folder for the release, `dist/release` by default; it is made when it is not there. */
  readonly target?: string;
  /**
   * Which packages to make, all by default: `linux/arm64`, `deb`, the name of a package or file.
   * Some of them are a part of a release, for {@link mergeRelease}.
   */
  readonly only?: readonly string[];
  /** Who signs packages, by format, where that is not a key that the configuration names. */
  readonly signers?: Signers;
}

/** A package of the release that can be built. */
export interface PlannedArtifact extends Planned {
  /** Of its file. */
  readonly fileName: string;
  /** Names of files that go beside it, such as a detached signature. */
  readonly companions: readonly string[];
}

/** What a release will be. */
export interface ReleasePlan {
  readonly product: Product;
  /** Absolute path of the folder. */
  readonly target: string;
  /** False when some packages are left to others. */
  readonly isWhole: boolean;
  readonly artifacts: readonly PlannedArtifact[];
  readonly files: readonly FoundFile[];
  /** What is written about them, in this order. */
  readonly documents: readonly PlannedDocument[];
  readonly signers: Signers;
  /** @internal */
  readonly extensions: Project['extensions'];
  /** With what the release adds to it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly warnings: readonly Warning[];
}

export const DEFAULT_TARGET = 'dist/release';

/**
 * Finds out what a release is made of, and all that stands in its way; reads no input, writes
 * nothing.
 */
export async function planRelease(options: ReleasePlanOptions): Promise<ReleasePlan> {
  const cwd = resolve(options.cwd ?? '.');
  const target = resolve(cwd, options.target ?? DEFAULT_TARGET);
  const checkout = await identify(cwd, target, options.env ?? process.env, options);
  const { identity } = checkout;
  const env = environmentFor(identity, options.env ?? process.env);
  const problems = new Problems();
  problems.add(checkout.problems);
  const project = await problems.need(() => loadProject({ ...options, cwd, env }));
  const { slots, settings } = await problems.need(() => slotsOf(project, env));
  problems.add(versionProblems(slots, identity));
  const chosen = await problems.need(() => selected(slots, options.only ?? []));
  const product = await problems.take(() => productOf(project, slots, identity, settings, env));
  const found = await problems.need(() => lookUp(project, chosen, options, env, cwd));
  if (!product) return problems.fail();
  problems.throwIfAny();
  const isWhole = (options.only ?? []).length === 0;
  return {
    ...found,
    product,
    target,
    isWhole,
    extensions: project.extensions,
    documents: isWhole ? documentsFor(product) : PART_DOCUMENTS,
    env,
    warnings: [...project.config.warnings, ...found.warnings],
  };
}

function environmentFor(
  { version, time }: Identity,
  env: Readonly<Record<string, string | undefined>>,
) {
  const added = version === undefined ? {} : { PACKAGE_VERSION: version };
  return { ...env, ...added, SOURCE_DATE_EPOCH: String(time) };
}

function productOf(
  { extensions }: Project,
  slots: readonly Slot[],
  { tag, commit, time, isDirty }: Identity,
  settings: string,
  env: ReleasePlan['env'],
): Product {
  const { source = '', files = [] } = extensions.settings.release ?? {};
  const [first] = slots;
  if (!first) {
    const place = extensions.locate('release');
    throw new JacoPkgError({ code: 'config_value', message: 'release has no packages', place });
  }
  const { name } = first.pkg;
  const version = semverText(first.pkg.version);
  const paths = pathsFor(files, slots, env, (index) =>
    extensions.locate(`release.files[${index}]`),
  );
  const all = assertNames(slots, paths, { name, version });
  return { tool: toolVersion(), name, version, tag, commit, time, isDirty, settings, source, all };
}

/** Everything that the chosen packages need from disk; what is missing is told all at once. */
async function lookUp(
  { extensions, config }: Project,
  chosen: readonly Slot[],
  options: ReleasePlanOptions,
  env: ReleasePlan['env'],
  cwd: string,
) {
  const { files: texts = [], binaries = [] } = extensions.settings.release ?? {};
  const place = (list: string) => (index: number) => extensions.locate(`release.${list}[${index}]`);
  const programs = await findFiles(pathsFor(binaries, chosen, env, place('binaries')), cwd);
  const extra = await findFiles(pathsFor(texts, chosen, env, place('files')), cwd);
  throwIfAny([...programs.problems, ...extra.problems]);
  const signers = { ...extensions.signers, ...options.signers };
  const jobs = chosen.map(({ job }) => ({ ...job, config, extensions }));
  const { packages, warnings } = await planJobs(jobs, cwd, signers);
  const artifacts = packages.map(({ job: _, ...planned }, index) => {
    const fileName = chosen[index]?.fileName ?? '';
    const companions = companionSuffixes(planned).map((suffix) => fileName + suffix);
    return { ...planned, fileName, companions };
  });
  return { artifacts, files: extra.files, warnings, signers };
}
