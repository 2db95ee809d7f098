import { type ErrorProblem, JacoPkgError, throwIfAny } from '../errors.ts';
import type { Codec } from '../model/codec.ts';
import type { FormatName, Version } from '../model/package.ts';
import type { Place } from '../model/problem.ts';
import type { Recipe } from '../model/recipe.ts';
import { codecOf } from './compression.ts';
import { contentsOf } from './contents.ts';
import { type Effective, effectiveSettings } from './effective.ts';
import type { Mapping } from './env.ts';
import { archOverride, compressionSetting, FORMATS } from './formats.ts';
import { msixOptions } from './msix-options.ts';
import {
  archOptions,
  debOptions,
  ipkOptions,
  relationsOf,
  rpmOptions,
  signatureOptions,
} from './options.ts';
import type { Places } from './places.ts';
import { type Report, reportTo } from './report.ts';
import type { Settings } from './schema/index.ts';
import { scriptsOf } from './scripts.ts';
import { versionOf } from './version.ts';

/** nfpm's, when none or 0 is given. */
const DEFAULT_UMASK = 0o002;

export interface RecipeRequest {
  readonly settings: Settings;
  readonly places: Places;
  readonly format: FormatName;
  /** In place of the configured one. */
  readonly arch: string | undefined;
  /** In place of the configured one. */
  readonly platform: string | undefined;
  readonly mapping: Mapping;
  /** SOURCE_DATE_EPOCH; '' when it is not set. */
  readonly sourceDateEpoch: string;
  readonly changelog: (file: string, place: Place) => Recipe['changelog'];
}

/** @throws JacoPkgError with every problem found */
export function recipeOf(request: RecipeRequest): Recipe {
  const effective = effectiveOf(request);
  const { format } = request;
  const { settings, locate } = effective;
  const problems: ErrorProblem[] = [];
  const report = reportTo(problems, locate);
  const signature = signatureOptions(settings, format);
  const recipe: Recipe = {
    format,
    ...basics(effective, request, report),
    archOverride: archOverride(settings, format),
    version: checkedVersion(effective, report),
    relations: relationsOf(settings),
    scripts: scriptsOf(effective, format),
    changelog: attempt(problems, [], () => changelogOf(effective, request)),
    compression: codec(effective, format, report),
    deb: debOptions(settings),
    rpm: rpmOptions(settings),
    archlinux: archOptions(settings),
    ipk: ipkOptions(settings),
    ...(format === 'msix' ? { msix: msixOptions(settings) } : {}),
    ...(signature ? { signature } : {}),
    contents: contentsOf(effective, format, report),
    umask: settings.umask || DEFAULT_UMASK,
    globbing: !settings.disable_globbing,
    mtime: settings.mtime ?? attempt(problems, undefined, () => epochOf(request.sourceDateEpoch)),
    locate,
  };
  throwIfAny(problems);
  return recipe;
}

/** With places for what the request gives in place of the configuration: it is in no file. */
function effectiveOf({ settings, format, mapping, places, ...given }: RecipeRequest): Effective {
  const effective = effectiveSettings(settings, format, mapping, places);
  const isGiven = (key: string) => (key === 'arch' || key === 'platform') && Boolean(given[key]);
  return { ...effective, locate: (key) => (isGiven(key) ? { key } : effective.locate(key)) };
}

function basics(
  { settings }: Effective,
  { arch, platform }: Pick<RecipeRequest, 'arch' | 'platform'>,
  report: Report,
) {
  if (settings.name === '') {
    const hint = 'set the variables it is made of';
    report('name', 'config_missing_key', 'name is empty once its variables are expanded', hint);
  }
  return {
    name: settings.name,
    arch: plainArch(arch || settings.arch || 'amd64'),
    platform: platform || settings.platform || 'linux',
    section: settings.section ?? '',
    priority: filled(settings.priority),
    maintainer: filled(settings.maintainer),
    description: filled(settings.description) || 'no description given',
    vendor: settings.vendor ?? '',
    homepage: settings.homepage ?? '',
    license: settings.license ?? '',
  };
}

/** '' for what is blank. */
function filled(text = ''): string {
  return text.trim() === '' ? '' : text;
}

/** Go's mips targets may name their floating point; packages do not. */
function plainArch(arch: string): string {
  return arch.startsWith('mips') ? arch.replace(/softfloat|hardfloat/g, '') : arch;
}

function checkedVersion({ settings }: Effective, report: Report): Version {
  const version = versionOf(settings);
  if (!/^[0-9]*$/.test(version.epoch)) {
    const message = `epoch must be a whole number, not ${JSON.stringify(version.epoch)}`;
    const variable = version.epoch.includes('$');
    const hint = variable ? 'variables are not expanded in it' : 'for example 1';
    report('epoch', 'config_value', message, hint);
  }
  return version;
}

function codec({ settings }: Effective, format: FormatName, report: Report): Codec {
  const found = codecOf(format, compressionSetting(settings, format));
  if ('name' in found) return found;
  const key = `${FORMATS[format].section ?? ''}.compression`;
  report(key, 'config_value', found.message, found.hint);
  return { name: 'none' };
}

function changelogOf(
  { settings, locate }: Effective,
  { format, changelog }: RecipeRequest,
): Recipe['changelog'] {
  const file = settings.changelog ?? '';
  return file === '' || !FORMATS[format].changelog ? [] : changelog(file, locate('changelog'));
}

/** https://reproducible-builds.org/specs/source-date-epoch/ */
function epochOf(text: string): number | undefined {
  if (text === '') return undefined;
  const seconds = /^[0-9]{1,12}$/.test(text) ? Number(text) : undefined;
  if (seconds !== undefined) return seconds;
  throw new JacoPkgError({
    code: 'config_value',
    message: `SOURCE_DATE_EPOCH must be whole seconds since 1970, not ${JSON.stringify(text)}`,
    hint: 'for example $(git log -1 --format=%ct)',
  });
}

/** Keeps the problems of a part that throws, so that the others are reported with them. */
function attempt<Value>(problems: ErrorProblem[], otherwise: Value, part: () => Value): Value {
  try {
    return part();
  } catch (error) {
    if (!(error instanceof JacoPkgError)) throw error;
    problems.push(...error.problems);
    return otherwise;
  }
}
