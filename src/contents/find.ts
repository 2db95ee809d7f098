import type { Content, ContentType, Exclude, Recipe } from '../model/recipe.ts';
import { Exclusion } from './exclude.ts';
import { findFiles } from './files.ts';
import type { Found, Item } from './item.ts';
import { findSymlink } from './links.ts';
import { findDir, findDocument, findGhost } from './single.ts';
import { findTree } from './trees.ts';

const FINDERS: Readonly<Record<ContentType, (item: Item) => Found>> = {
  file: findFiles,
  config: findFiles,
  'config|noreplace': findFiles,
  'config|missingok': findFiles,
  tree: findTree,
  'config|tree': findTree,
  'config|noreplace|tree': findTree,
  'config|missingok|tree': findTree,
  doc: findDocument,
  license: findDocument,
  licence: findDocument,
  readme: findDocument,
  symlink: findSymlink,
  dir: findDir,
  ghost: findGhost,
};

/** Types whose items quietly replace what earlier items put at the same path. */
export function isTree(type: ContentType): boolean {
  return FINDERS[type] === findTree;
}

/** Types whose owner and group also become those of the parent folders that they bring about. */
export function lendsOwner(type: ContentType): boolean {
  return FINDERS[type] === findTree || FINDERS[type] === findFiles;
}

/** What of a recipe bears on looking up any of its items. */
type Settings = Pick<Recipe, 'umask' | 'globbing' | 'modes' | 'exclude'>;

/**
 * Looks for items on disk. What packages have in common is looked for once: most often they differ
 * in their format alone, and a tree may hold thousands of files.
 */
export class Finder {
  /** Absolute folder that relative paths start at. */
  readonly cwd: string;
  readonly #searches = new Map<string, Search>();

  constructor(cwd: string) {
    this.cwd = cwd;
  }

  /** The one search that all recipes with these settings share. */
  search({ umask, globbing, modes = {}, exclude = [] }: Settings): Search {
    const key = JSON.stringify({ umask, globbing, modes, exclude });
    const known = this.#searches.get(key);
    if (known) return known;
    const search = new Search({ cwd: this.cwd, umask, globbing, modes }, exclude);
    this.#searches.set(key, search);
    return search;
  }
}

/** Looks for items with the same settings. */
class Search {
  readonly #surroundings: Omit<Item, 'content'>;
  readonly #found = new Map<string, Found>();

  constructor(settings: Omit<Item, 'content' | 'exclusion'>, excludes: readonly Exclude[]) {
    this.#surroundings = { ...settings, exclusion: new Exclusion(excludes) };
  }

  /** All that an item brings into the package. @throws JacoPkgError with all that is wrong with it */
  find(content: Content): Found {
    // Bytes from a script are at hand, and make a key as long as they are.
    const key = content.data ? undefined : JSON.stringify(content);
    const known = key === undefined ? undefined : this.#found.get(key);
    if (known) return known;
    const found = FINDERS[content.type]({ ...this.#surroundings, content });
    if (key !== undefined) this.#found.set(key, found);
    return found;
  }

  /** Patterns that have left nothing out so far. */
  unusedExcludes(): Exclude[] {
    return this.#surroundings.exclusion.unused();
  }
}
