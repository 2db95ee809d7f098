import type { Place } from '../model/problem.ts';
import { copyInput } from '../nfpm-config/input.ts';
import { validated } from '../nfpm-config/issues.ts';
import { jsonSchemaOf } from '../nfpm-config/json-schema.ts';
import { Places } from '../nfpm-config/places.ts';
import { findExtensions, readExtensions, type Written } from './find.ts';
import { type ExtensionSettings, type ExtensionsInput, extensionsSchema } from './schema/index.ts';

export type { ExtensionsInput, LintAllowed, ReleaseSettings } from './schema/index.ts';
export { expandFor, packageVariables } from './variables.ts';

/** What is done beyond nfpm.yaml. */
export interface Extensions {
  readonly settings: ExtensionSettings;
  /** Where a key is written, for messages: `locate('release.targets[1]')`. */
  locate(key: string): Place;
}

export interface ExtensionOptions {
  /** What relative paths are relative to; `process.cwd()` by default. */
  readonly cwd?: string;
}

/**
 * The extensions that go with a configuration.
 * @param configFile the nfpm.yaml that they lie beside, or `-`
 * @throws JacoPkgError with every problem found
 */
export async function extensionsBeside(
  configFile: string,
  { cwd = process.cwd() }: ExtensionOptions = {},
): Promise<Extensions> {
  return extensionsOf((await findExtensions(configFile, cwd)) ?? NONE);
}

/** Reads a jaco-pkg.yaml. @throws JacoPkgError with every problem found */
export async function loadExtensions(
  file: string,
  { cwd = process.cwd() }: ExtensionOptions = {},
): Promise<Extensions> {
  return extensionsOf(await readExtensions(file, cwd));
}

/** Extensions from a script: the keys of jaco-pkg.yaml. @throws JacoPkgError */
export function extensionsFrom(input: ExtensionsInput): Extensions {
  return extensionsOf({ values: copyInput(input), places: new Places() });
}

/** JSON Schema (2020-12) of jaco-pkg.yaml, for editors. */
export function extensionsJsonSchema(): Readonly<Record<string, unknown>> {
  return jsonSchemaOf(extensionsSchema);
}

const NONE: Written = { values: {}, places: new Places() };

function extensionsOf({ values, places }: Written): Extensions {
  const settings = validated(extensionsSchema, values, places);
  return { settings, locate: (key) => places.of(key) };
}
