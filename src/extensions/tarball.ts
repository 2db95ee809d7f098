import type { Content } from '../model/recipe.ts';
import type { ExtensionSettings } from './schema/index.ts';
import type { Context, Step } from './step.ts';
import { expandFor } from './variables.ts';

type Included = NonNullable<NonNullable<ExtensionSettings['tarball']>['include']>[number];

/** Folders below each other, none of them `.` or `..`; or `.` alone. */
const ROOT = /^(?:\.|(?!\.{1,2}(?:\/|$))[^/\0\n]+(?:\/(?!\.{1,2}(?:\/|$))[^/\0\n]+)*)$/;

/** The layout of a tarball: its folder, and contents of its own. */
export const tarball: Step = {
  apply(recipe, context) {
    const { settings, env, report } = context;
    if (recipe.format !== 'tarball' || !settings.tarball) return recipe;
    const { root = '', include } = settings.tarball;
    const expand = (text: string) => expandFor(text, recipe, env).trim();
    const folder = expand(root).replace(/\/+$/, '');
    if (root !== '' && !ROOT.test(folder)) {
      const hint = 'name a folder, or . for none';
      report('tarball.root', 'config_value', `root cannot be ${JSON.stringify(folder)}`, hint);
    }
    return {
      ...recipe,
      tarball: { root: folder },
      contents: include?.map((item, i) => contentOf(item, i, expand, context)) ?? recipe.contents,
    };
  },
};

function contentOf(
  item: Included,
  index: number,
  expand: (text: string) => string,
  { locate, report }: Context,
): Content {
  const key = `tarball.include[${index}]`;
  const src = expand(item.src);
  if (src === '') {
    report(`${key}.src`, 'config_missing_key', 'src is empty once its variables are expanded');
  }
  const dst = expand(item.dst ?? '') || nameFor(src);
  return {
    type: 'file',
    src,
    dst: `/${dst.replace(/^\/+/, '')}`,
    owner: '',
    group: '',
    ...(item.mode === undefined ? {} : { mode: item.mode }),
    lang: '',
    disownSubtree: [],
    place: locate(key),
  };
}

/** What something is called at the top of the tarball; what a pattern matches lies there itself. */
function nameFor(src: string): string {
  return /[*?[{\\]/.test(src) ? '' : (src.replace(/\/+$/, '').split('/').pop() ?? '');
}
