// systemd units, users and folders: files of the package, and code in its scripts.
import { type FormatName, SCRIPT_NAMES, type ScriptName } from '../model/package.ts';
import type { Content, Recipe, ScriptHelper } from '../model/recipe.ts';
import { SYSUSERS_FOLDER, TMPFILES_FOLDER } from './code/accounts.ts';
import { scriptCode } from './code/index.ts';
import type { Unit } from './code/units.ts';
import type { ExtensionSettings } from './schema/index.ts';
import { type Context, type Step, textOf } from './step.ts';

/** Formats whose packages are installed into a system by a package manager. */
const INSTALLED: ReadonlySet<FormatName> = new Set([
  'apk',
  'archlinux',
  'deb',
  'ipk',
  'rpm',
  'srpm',
]);

/** Whether a format has maintainer scripts. */
export function isInstalled(format: FormatName): boolean {
  return INSTALLED.has(format);
}

export const system: Step = {
  files: ({ sysusers }, format) =>
    sysusers && INSTALLED.has(format) ? [['sysusers', sysusers]] : [],
  apply(recipe, context) {
    const { sysusers = '', tmpfiles = '', systemd = [] } = context.settings;
    const units = unitsOf(systemd, context);
    if (!INSTALLED.has(recipe.format) || !(sysusers || tmpfiles || units.length > 0)) return recipe;
    const file = `${recipe.name}.conf`;
    const accounts = {
      file,
      sysusers: sysusers ? textOf(context.files, sysusers) : '',
      hasTmpfiles: tmpfiles !== '',
    };
    const code = scriptCode(recipe.format, { units, accounts });
    return {
      ...recipe,
      contents: [
        ...recipe.contents,
        ...installed('sysusers', sysusers, `${SYSUSERS_FOLDER}/${file}`, context),
        ...installed('tmpfiles', tmpfiles, `${TMPFILES_FOLDER}/${file}`, context),
      ],
      helpers: { ...recipe.helpers, ...helpersOf(code, context) },
    };
  },
};

function helpersOf(
  code: ReadonlyMap<ScriptName, string>,
  { settings, locate }: Context,
): Recipe['helpers'] {
  const key = (['systemd', 'sysusers', 'tmpfiles'] as const).find((name) => settings[name]);
  const helpers: Partial<Record<ScriptName, ScriptHelper>> = {};
  for (const name of SCRIPT_NAMES) {
    const text = code.get(name);
    if (text) helpers[name] = { code: text, place: locate(key ?? '') };
  }
  return helpers;
}

function installed(
  key: string,
  given: string | Uint8Array,
  dst: string,
  { locate }: Context,
): Content[] {
  if (given === '') return [];
  const from = typeof given === 'string' ? { src: given } : { src: '', data: given };
  const rest = { owner: '', group: '', mode: 0o644, lang: '', disownSubtree: [] };
  return [{ type: 'file', ...from, dst, ...rest, place: locate(key) }];
}

/** The units with everything said that may be left out. */
function unitsOf(
  systemd: NonNullable<ExtensionSettings['systemd']>,
  { report }: Pick<Context, 'report'>,
): Unit[] {
  const seen = new Set<string>();
  return systemd.map((item, i) => {
    const { unit: name, enable = false, start = false, user = false } = item;
    const wrong = (key: string, message: string, hint: string) =>
      report(`systemd[${i}].${key}`, 'config_value', message, hint);
    if (seen.has(name)) wrong('unit', `${name} is here twice`, 'leave one of them out');
    seen.add(name);
    if (start && user) {
      wrong(
        'start',
        `${name} is a unit of the users`,
        'it is their service managers that start it',
      );
    } else if (start && /@\.[a-z]+$/.test(name)) {
      wrong(
        'start',
        `${name} is a template`,
        'name an instance of it to start, as in app@one.service',
      );
    }
    const { restart_on_upgrade: restart = true, stop_on_remove: stop = true } = item;
    return { name, enable, start, restart, stop, user };
  });
}
