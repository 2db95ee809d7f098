// From a recipe to the entries of its package: everything is looked up on disk, nothing but the
// scripts is read.
import { throwIfAny, type Warning } from '../errors.ts';
import type { PlannedEntry } from '../model/entry.ts';
import type { Package } from '../model/package.ts';
import type { Exclude, Recipe } from '../model/recipe.ts';
import { carried } from './carried.ts';
import { Exclusion } from './exclude.ts';
import { find } from './find.ts';
import { withHelper } from './helpers.ts';
import { gather } from './limit.ts';
import { plan } from './plan.ts';
import { loadScripts } from './scripts.ts';
import { packageTime } from './times.ts';

export { withGenerated } from './plan.ts';

export interface Expanded {
  /** The recipe with its scripts read and its time settled. */
  readonly pkg: Package;
  /** One for each path, sorted bytewise, folders by their path and a slash. */
  readonly entries: readonly PlannedEntry[];
  readonly warnings: readonly Warning[];
  /** Patterns that left nothing out. */
  readonly unusedExcludes: readonly Exclude[];
}

/**
 * Finds all that a package is made of.
 * @param options.cwd absolute folder that relative paths start at
 * @throws JacoPkgError with everything that is missing, unreadable, misplaced or in the way
 */
export async function expand(recipe: Recipe, options: { readonly cwd: string }): Promise<Expanded> {
  const { contents, umask, globbing, mtime, scripts, ...others } = recipe;
  const { exclude, keepDocs, modes = {}, helpers, ...settled } = others;
  const { cwd } = options;
  const { contents: wanted, warnings } = carried(contents, recipe.format, keepDocs);
  const exclusion = new Exclusion(exclude);
  const [items, loaded] = await Promise.all([
    gather(wanted, (content) => find({ content, cwd, umask, globbing, modes, exclusion })),
    loadScripts(scripts, cwd, (name, script) => {
      const helper = helpers?.[name];
      return helper ? withHelper(name, script, helper, recipe.rpm.interpreters[name]) : script;
    }),
  ]);
  const found = items.results;
  const time = packageTime(mtime, [loaded.newestMs, ...found.map(({ newestMs }) => newestMs)]);
  const { entries, problems } = plan(found, time);
  throwIfAny([...items.problems, ...problems, ...loaded.problems]);
  return {
    pkg: { ...settled, scripts: loaded.scripts, time },
    entries,
    warnings: [...warnings, ...found.flatMap((one) => one.warnings)],
    unusedExcludes: exclusion.unused(),
  };
}
