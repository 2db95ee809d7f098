import type { Warning } from '../errors.ts';
import type { PlannedEntry } from '../model/entry.ts';
import type { FormatName } from '../model/package.ts';
import type { Place } from '../model/problem.ts';
import type { Recipe } from '../model/recipe.ts';
import { withoutEmptyItems } from '../nfpm-config/change.ts';
import { copyInput } from '../nfpm-config/input.ts';
import { validated } from '../nfpm-config/issues.ts';
import { jsonSchemaOf } from '../nfpm-config/json-schema.ts';
import { Origins } from '../nfpm-config/origins.ts';
import { Places } from '../nfpm-config/places.ts';
import { extend, filesFor } from './apply.ts';
import { unitWarnings } from './check.ts';
import { readFiles } from './files.ts';
import { findExtensions, readExtensions, type Written } from './find.ts';
import { type ExtensionSettings, type ExtensionsInput, extensionsSchema } from './schema/index.ts';
import { type ConfiguredSigners, signersOf } from './signers.ts';
import { isInstalled } from './system.ts';

export type { ExtensionsInput, LintAllowed, ReleaseSettings } from './schema/index.ts';
export { expandFor, packageVariables } from './variables.ts';

/** What is done beyond nfpm.yaml. */
export interface Extensions {
  readonly settings: ExtensionSettings;
  /** Who signs, by format, where that is not a key that nfpm.yaml names. */
  readonly signers: ConfiguredSigners;
  /** Where a key is written, for messages: `locate('release.targets[1]')`. */
  locate(key: string): Place;
  /**
   * A recipe with its extensions in it.
   * @throws JacoPkgError with every problem found
   */
  apply(recipe: Recipe): Promise<Recipe>;
  /** What of them points at nothing in a package of a format that has scripts. */
  warningsFor(format: FormatName, entries: readonly PlannedEntry[]): Warning[];
}

export interface ExtensionOptions {
  /** What relative paths are relative to; `process.cwd()` by default. */
  readonly cwd?: string;
  /** For variables in them; `process.env` by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * The extensions that go with a configuration.
 * @param configFile the nfpm.yaml that they lie beside, or `-`
 * @throws JacoPkgError with every problem found
 */
export async function extensionsBeside(
  configFile: string,
  options: ExtensionOptions = {},
): Promise<Extensions> {
  const found = await findExtensions(configFile, options.cwd ?? process.cwd());
  return extensionsOf(found ?? NONE, options);
}

/** Reads a jaco-pkg.yaml. @throws JacoPkgError with every problem found */
export async function loadExtensions(
  file: string,
  options: ExtensionOptions = {},
): Promise<Extensions> {
  return extensionsOf(await readExtensions(file, options.cwd ?? process.cwd()), options);
}

/**
 * Extensions from a script: the keys of jaco-pkg.yaml, and `{ data }` in place of the path of a
 * file. Without any, nothing is done beyond nfpm.yaml.
 * @throws JacoPkgError with every problem found
 */
export function extensionsFrom(
  input: ExtensionsInput = {},
  options: ExtensionOptions = {},
): Extensions {
  return extensionsOf({ values: copyInput(input), places: new Places() }, options);
}

/** JSON Schema (2020-12) of jaco-pkg.yaml, for editors. */
export function extensionsJsonSchema(): Readonly<Record<string, unknown>> {
  return jsonSchemaOf(extensionsSchema);
}

/** Lists whose empty items are left out; a message has the place of those that remain. */
const FILLED_LISTS: readonly string[] = [
  'archlinux.optdepends',
  'rpm.enhances',
  'rpm.file_triggers.*.paths',
  'rpm.requires.*',
  'rpm.supplements',
  'rpm.triggers.*.packages',
];

const NONE: Written = { values: {}, places: new Places() };

function extensionsOf(
  { values, places }: Written,
  { cwd = process.cwd(), env = process.env }: ExtensionOptions,
): Extensions {
  const origins = new Origins();
  const settings = withoutEmptyItems(
    validated(extensionsSchema, values, places),
    FILLED_LISTS,
    (to, from) => origins.fill(to, from),
  );
  const locate = (key: string) => places.of(origins.of(key));
  return {
    settings,
    signers: signersOf(settings, env, locate),
    locate,
    async apply(recipe) {
      const files = await readFiles(filesFor(settings, recipe.format, locate), cwd);
      return extend(recipe, { settings, locate, files, env });
    },
    warningsFor: (format, entries) =>
      isInstalled(format) ? unitWarnings(settings, entries, locate) : [],
  };
}
