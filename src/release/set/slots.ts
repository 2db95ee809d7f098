// Every package of a release, known by its recipe alone: a runner that makes some of them need not
// have the files of the others.
import { createHash } from 'node:crypto';
import { type ErrorProblem, formatProblem, JacoPkgError, throwIfAny } from '../../errors.ts';
import { expandFor, type ReleaseSettings } from '../../extensions/index.ts';
import { formatNamed } from '../../formats.ts';
import type { FormatName, Package } from '../../model/package.ts';
import type { Recipe } from '../../model/recipe.ts';
import type { Job } from '../../pipeline.ts';
import type { Project } from '../../project.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** One package of a release. */
export interface Slot {
  readonly job: Job;
  /** All that the recipe says of it: no scripts, no time. */
  readonly pkg: Package;
  /** Of its file. */
  readonly fileName: string;
}

export interface Slots {
  /** In the order of the targets, then of their formats. */
  readonly slots: readonly Slot[];
  /** Hex digest of all that the settings make of the packages; not of their files. */
  readonly settings: string;
}

/** What a release is made of when jaco-pkg.yaml does not say. */
const FORMATS: readonly FormatName[] = ['deb', 'rpm', 'apk', 'tarball'];

/** @throws JacoPkgError with the problems of all recipes, each once */
export async function slotsOf(project: Project, env: Env): Promise<Slots> {
  const settings = project.extensions.settings.release ?? {};
  const slots: Slot[] = [];
  const recipes: Recipe[] = [];
  const problems = new Map<string, ErrorProblem>();
  for (const job of jobsOf(project, settings)) {
    try {
      const recipe = await recipeOf(job);
      const pkg: Package = { ...recipe, scripts: {}, time: 0 };
      slots.push({ job, pkg, fileName: fileNameOf(job.format, pkg, settings, env) });
      recipes.push(recipe);
    } catch (error) {
      if (!(error instanceof JacoPkgError)) throw error;
      for (const problem of error.problems) problems.set(formatProblem(problem), problem);
    }
  }
  throwIfAny([...problems.values()]);
  return { slots, settings: digestOf({ settings, recipes }) };
}

function jobsOf(project: Project, settings: ReleaseSettings): Job[] {
  const { formats = FORMATS, targets = [] } = settings;
  if (targets.length === 0) return formats.map((format) => ({ ...project, format }));
  return targets.flatMap(({ platform = 'linux', arch, formats: own = formats }) =>
    own.map((format) => ({ ...project, format, platform, arch })),
  );
}

async function recipeOf({ config, extensions, format, arch, platform }: Job): Promise<Recipe> {
  const recipe = config.recipe(format, {
    ...(arch !== undefined && { arch }),
    ...(platform !== undefined && { platform }),
  });
  return extensions ? extensions.apply(recipe) : recipe;
}

/**
 * The name that is given, else the format's own. Services for downloads, GitHub's releases first,
 * put a `.` where a name has `~`, and then the list of checksums would name no file: so do we.
 */
function fileNameOf(format: FormatName, pkg: Package, settings: ReleaseSettings, env: Env): string {
  const given = settings.names?.[format];
  return given
    ? expandFor(given, pkg, env)
    : formatNamed(format).fileName(pkg).replaceAll('~', '.');
}

/** Where things are written and who signs differ from machine to machine; the rest must not. */
const LOCAL = new Set(['place', 'signature', 'signers']);

function digestOf(value: unknown): string {
  const text = JSON.stringify(value, (key, part: unknown) => {
    if (LOCAL.has(key)) return undefined;
    return part instanceof Uint8Array ? Buffer.from(part).toString('base64') : part;
  });
  return createHash('sha256').update(text).digest('hex');
}
