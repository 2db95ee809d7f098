// Extensions that only hand on what they are given.
import type { DefaultModes } from '../model/recipe.ts';
import { codecOf } from '../nfpm-config/compression.ts';
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
    const { file, executable, dir } = { ...modes.all, ...modes[recipe.format] };
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
    const optdepends = (settings.archlinux?.optdepends ?? []).filter((text) => text !== '');
    return { ...recipe, archlinux: { ...recipe.archlinux, optdepends } };
  },
};

/** Of formats that nfpm.yaml has no such key for. */
export const compression: Step = {
  apply(recipe, { settings, report }) {
    const { format } = recipe;
    if (format !== 'archlinux' && format !== 'tarball') return recipe;
    const setting = settings[format]?.compression ?? '';
    if (setting === '') return recipe;
    const codec = codecOf(format, setting);
    if ('name' in codec) return { ...recipe, compression: codec };
    report(`${format}.compression`, 'config_value', codec.message, codec.hint);
    return recipe;
  },
};
