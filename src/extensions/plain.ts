// Extensions that only hand on what they are given.
import type { DefaultModes } from '../model/recipe.ts';
import { codecOf } from '../nfpm-config/compression.ts';
import { layersOf } from '../nfpm-config/effective.ts';
import type { Step } from './step.ts';

export const exclude: Step = {
  apply(recipe, { settings, locate }) {
    const patterns = (settings.exclude ?? [])
      .map((pattern, i) => ({ pattern, place: locate(`exclude[${i}]`) }))
      .filter(({ pattern }) => pattern !== '');
    return patterns.length === 0 ? recipe : { ...recipe, exclude: patterns };
  },
};

export const docs: Step = {
  apply: (recipe, { settings }) =>
    settings.docs === 'all' ? { ...recipe, keepDocs: true } : recipe,
};

export const modes: Step = {
  apply(recipe, { settings: { modes = {} } }) {
    const own = layersOf(recipe.format).map((layer) => modes[layer]);
    const { file, executable, dir }: DefaultModes = Object.assign({}, modes.all, ...own);
    const usual: DefaultModes = {
      ...(file !== undefined && { file }),
      ...(executable !== undefined && { executable }),
      ...(dir !== undefined && { dir }),
    };
    return { ...recipe, modes: usual };
  },
};

export const optdepends: Step = {
  apply(recipe, { settings }) {
    const optdepends = settings.archlinux?.optdepends ?? [];
    return { ...recipe, archlinux: { ...recipe.archlinux, optdepends } };
  },
};

/** Where the compression of a format is set, and what it may be beyond what nfpm.yaml takes. */
const COMPRESSIONS = {
  archlinux: { section: 'archlinux', more: [] },
  // deb(5): since dpkg 1.13.25.
  deb: { section: 'deb', more: ['lzma'] },
  rpm: { section: 'rpm', more: ['none'] },
  srpm: { section: 'rpm', more: ['none'] },
  tarball: { section: 'tarball', more: [] },
} as const;

/** In place of what nfpm.yaml says, where it has such a key. */
export const compression: Step = {
  apply(recipe, { settings, report }) {
    const { format } = recipe;
    if (!isKeyOf(COMPRESSIONS, format)) return recipe;
    const { section, more } = COMPRESSIONS[format];
    const setting = settings[section]?.compression ?? '';
    if (setting === '') return recipe;
    const codec = codecOf(format, setting, more);
    if ('name' in codec) return { ...recipe, compression: codec };
    report(`${section}.compression`, 'config_value', codec.message, codec.hint);
    return recipe;
  },
};

function isKeyOf<Table extends object>(table: Table, key: PropertyKey): key is keyof Table {
  return Object.hasOwn(table, key);
}
