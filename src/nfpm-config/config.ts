import type { Warning } from '../errors.ts';
import type { FormatName } from '../model/package.ts';
import type { Recipe } from '../model/recipe.ts';
import { readChangelog } from './changelog.ts';
import { deprecationWarnings } from './deprecations.ts';
import type { Mapping } from './env.ts';
import { hasSection } from './formats.ts';
import { type Description, describeCheckout } from './git.ts';
import { checkoutVersion } from './git-version.ts';
import { validated } from './issues.ts';
import { modeWarnings } from './mode-warnings.ts';
import type { Places } from './places.ts';
import { recipeOf } from './recipe.ts';
import { configSchema } from './schema/index.ts';
import { unsetWarnings } from './unset-warnings.ts';
import { untaggedWarnings, versionWarnings } from './version-warning.ts';

export interface ConfigOptions {
  /** For `${VAR}` and SOURCE_DATE_EPOCH; `process.env` by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What relative paths are relative to; `process.cwd()` by default. */
  readonly cwd?: string;
}

/** A configuration that was read and found valid. */
export interface Config {
  /** What it is called in messages. */
  readonly file: string;
  readonly warnings: readonly Warning[];
  /** Whether it says enough for a format: some cannot do without a section of their own. */
  makes(format: FormatName): boolean;
  /**
   * One package: everything expanded, overridden and filled in.
   * @throws JacoPkgError with every problem found
   */
  recipe(format: FormatName, options?: RecipeOptions): Recipe;
}

export interface RecipeOptions {
  /** In place of the configured one, and of $PACKAGE_ARCH. */
  readonly arch?: string;
  /** In place of the configured one, and of $PACKAGE_PLATFORM. */
  readonly platform?: string;
}

/** @throws JacoPkgError with every problem found */
export function configOf(
  values: unknown,
  places: Places,
  file: string,
  { env = process.env, cwd = process.cwd() }: ConfigOptions,
): Config {
  const settings = validated(configSchema, values, places);
  const checkout = once(() => describeCheckout(cwd));
  const { version = '' } = settings;
  const noVersion = versionWarnings(version, setIn(env), places);
  return {
    file,
    warnings: [
      ...modeWarnings(values, places),
      ...deprecationWarnings(settings, places),
      ...noVersion,
      ...untaggedWarnings(version, ownValue(env, 'PACKAGE_VERSION'), checkout, places),
      ...unsetWarnings(
        noVersion.length > 0 ? { ...settings, version: undefined } : settings,
        (name) => isGiven(name, env),
        places,
      ),
    ],
    makes: (format) => hasSection(settings, format),
    recipe: (format, options = {}) =>
      recipeOf({
        settings,
        places,
        format,
        arch: options.arch,
        platform: options.platform,
        mapping: mappingFor(format, options, env, checkout),
        sourceDateEpoch: env['SOURCE_DATE_EPOCH'] ?? '',
        changelog: (path, place) => readChangelog(path, cwd, place),
      }),
  };
}

/** The environment, with variables that have a value even if it has none. */
function mappingFor(
  format: FormatName,
  options: RecipeOptions,
  env: Readonly<Record<string, string | undefined>>,
  checkout: () => Description,
): Mapping {
  const wanted: Readonly<Record<string, string | undefined>> = {
    PACKAGE_ARCH: options.arch,
    PACKAGE_PLATFORM: options.platform,
  };
  return (name) => {
    const value = ownValue(wanted, name) ?? ownValue(env, name);
    if (value) return value;
    if (name === 'PACKAGE_VERSION') return checkoutVersion(format, checkout());
    return ownValue(DEFAULTS, name) ?? '';
  };
}

/** Something for every variable that has a value, without asking git for it. */
function setIn(env: Readonly<Record<string, string | undefined>>): Mapping {
  return (name) =>
    ownValue(env, name) || ownValue(DEFAULTS, name) || (name === 'PACKAGE_VERSION' ? name : '');
}

/** Whether a variable has a value, be it none: by the environment, or by default. */
function isGiven(name: string, env: Readonly<Record<string, string | undefined>>): boolean {
  return (
    name === 'PACKAGE_VERSION' || [env, DEFAULTS].some((one) => ownValue(one, name) !== undefined)
  );
}

const DEFAULTS: Readonly<Record<string, string>> = {
  PACKAGE_ARCH: 'amd64',
  PACKAGE_PLATFORM: 'linux',
};

function ownValue(
  record: Readonly<Record<string, string | undefined>>,
  name: string,
): string | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
