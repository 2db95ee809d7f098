// Leaving out what folders bring in, by the rules of gitignore(5) over paths in the package:
//
//   - a pattern with a slash before its end is a whole path, one without is a name anywhere
//   - a slash at the end means folders only; whatever is in a folder goes with it
//   - `!` takes back what patterns before it left out, but nothing below a folder that is left out
//   - `**/` is any number of folders, none among them
//
// Names and classes are written as in globs of `src`.
import type { Exclude } from '../model/recipe.ts';
import { parsePattern } from './glob-syntax.ts';
import { Glob } from './globs.ts';
import { nameOf } from './paths.ts';

interface Rule {
  readonly exclude: Exclude;
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  /** Over whole paths, without the slash in front; else over names. */
  readonly anchored: boolean;
  readonly glob: Glob;
}

/** The patterns of a recipe, and which of them were of any use. */
export class Exclusion {
  readonly #rules: readonly Rule[];
  readonly #used = new Set<Exclude>();

  /** @throws JacoPkgError with code `config_value` */
  constructor(excludes: readonly Exclude[] = []) {
    this.#rules = excludes.map(ruleOf);
  }

  /** Whether something is left out. Of what it lies in, only `path` itself is looked at. */
  matches(path: string, isFolder: boolean): boolean {
    let out = false;
    for (const { exclude, negated, foldersOnly, anchored, glob } of this.#rules) {
      if (foldersOnly && !isFolder) continue;
      if (!glob.matches(anchored ? path.slice(1) : nameOf(path))) continue;
      // Taking back what is in anyway is of no use.
      if (!negated || out) this.#used.add(exclude);
      out = !negated;
    }
    return out;
  }

  /**
   * Whether a file is left out, by itself or with a folder that it lies in.
   * @param root what the contents item names; that, and what is above it, stays
   */
  matchesBelow(root: string, path: string): boolean {
    if (this.#rules.length === 0) return false;
    const start = root === '/' ? 1 : root.length + 1;
    for (let slash = path.indexOf('/', start); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (this.matches(path.slice(0, slash), true)) return true;
    }
    return this.matches(path, false);
  }

  /** Patterns that left nothing out. */
  unused(): Exclude[] {
    return this.#rules.map(({ exclude }) => exclude).filter((one) => !this.#used.has(one));
  }
}

function ruleOf(exclude: Exclude): Rule {
  const negated = exclude.pattern.startsWith('!');
  const text = exclude.pattern.slice(Number(negated));
  const foldersOnly = text.endsWith('/');
  const path = text.replace(/\/+$/, '');
  const anchored = path.includes('/');
  const pattern = withDepth(path.replace(/^\/+/, ''));
  const glob = new Glob(parsePattern(pattern, exclude.place));
  return { exclude, negated, foldersOnly, anchored, glob };
}

/** Turns `**` from gitignore's meaning to that of {@link Glob}, where it matches slashes anywhere. */
function withDepth(pattern: string): string {
  return pattern.replace(/\\.|(?<=^|\/)\*\*\/|(?<=\/)\*\*$|\*{2,}/gs, (found) => {
    if (found === '**/') return '{,**/}';
    return found.startsWith('\\') || found === '**' ? found : '*';
  });
}
