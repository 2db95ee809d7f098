import type { FormatName } from '../../src/model/package.ts';
import type { Content, Recipe } from '../../src/model/recipe.ts';
import { packageOf, TIME } from './package.ts';

/** A small recipe of a format, with these contents; `change` replaces what a test is about. */
export function recipeOf(
  contents: readonly Partial<Content>[],
  change: Partial<Recipe> = {},
  format: FormatName = 'deb',
): Recipe {
  const { scripts: _, time: __, ...settled } = packageOf(format);
  return {
    ...settled,
    scripts: {},
    contents: contents.map(contentOf),
    umask: 0o002,
    globbing: true,
    mtime: TIME,
    ...change,
  };
}

/** An item of contents; as the third of a list it stands in line 30. */
export function contentOf(change: Partial<Content>, index = 0): Content {
  return {
    type: 'file',
    src: '',
    dst: '',
    owner: '',
    group: '',
    lang: '',
    disownSubtree: [],
    place: { file: 'nfpm.yaml', line: 10 * (index + 1), key: `contents[${index}]` },
    ...change,
  };
}
