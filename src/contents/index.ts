// From a recipe to the entries of its package: everything is looked up on disk, nothing but the
// scripts is read.
import { throwIfAny, type Warning } from '../errors.ts';
import type { PlannedEntry } from '../model/entry.ts';
import type { LeftOut } from '../model/left-out.ts';
import type { Package } from '../model/package.ts';
import type { Exclude, Recipe } from '../model/recipe.ts';
import { carried } from './carried.ts';
import type { Finder } from './find.ts';
import { gather } from './gather.ts';
import { withHelper } from './helpers.ts';
import { plan } from './plan.ts';
import { loadScripts } from './scripts.ts';
import { packageTime } from './times.ts';

export { Finder } from './find.ts';
export { withGenerated } from './plan.ts';

export interface Expanded {
  /** The recipe with its scripts read and its time settled. */
  readonly pkg: Package;
  /** One for each path, sorted bytewise, folders by their path and a slash. */
  readonly entries: readonly PlannedEntry[];
  readonly warnings: readonly Warning[];
  readonly leftOut: readonly LeftOut[];
  /** Patterns that left nothing out. */
  readonly unusedExcludes: readonly Exclude[];
}

/** What is known of a package before anything is looked for: it has no scripts, and no time. */
export function barePackage(recipe: Recipe): Package {
  const { contents, umask, globbing, mtime, scripts, ...others } = recipe;
  const { exclude, keepDocs, modes, helpers, ...settled } = others;
  return { ...settled, scripts: {}, time: 0 };
}

/**
 * Finds all that a package is made of.
 * @param finder that of all packages of the run, so that nothing is looked for twice
 * @throws JacoPkgError with everything that is missing, unreadable, misplaced or in the way
 */
export function expand(recipe: Recipe, finder: Finder): Expanded {
  const { contents, mtime, scripts, keepDocs, helpers } = recipe;
  const { contents: wanted, leftOut } = carried(contents, recipe.format, keepDocs);
  const search = finder.search(recipe);
  const items = gather(wanted, (content) => search.find(content));
  const loaded = loadScripts(scripts, finder.cwd, (name, script) => {
    const helper = helpers?.[name];
    return helper ? withHelper(name, script, helper, recipe.rpm.interpreters[name]) : script;
  });
  const found = items.results;
  const time = packageTime(mtime, [loaded.newestMs, ...found.map(({ newestMs }) => newestMs)]);
  const { entries, problems } = plan(found, time);
  throwIfAny([...items.problems, ...problems, ...loaded.problems]);
  return {
    pkg: { ...barePackage(recipe), scripts: loaded.scripts, time },
    entries,
    warnings: [...loaded.warnings, ...found.flatMap((one) => one.warnings)],
    leftOut,
    unusedExcludes: search.unusedExcludes(),
  };
}
