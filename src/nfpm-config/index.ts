import { JacoPkgError } from '../errors.ts';
import { type Config, type ConfigOptions, configOf } from './config.ts';
import { copyInput } from './input.ts';
import { Places } from './places.ts';
import type { ConfigInput } from './schema/index.ts';
import { displayName, readSource } from './source.ts';
import { valuesOf } from './tree.ts';
import { parseYaml } from './yaml.ts';

export type { Config, ConfigOptions, RecipeOptions } from './config.ts';
export { jsonSchema } from './json-schema.ts';
export type { ConfigInput } from './schema/index.ts';

/**
 * Reads an nfpm.yaml.
 * @param file its path, or `-` for standard input
 * @throws JacoPkgError with every problem found
 */
export async function loadConfig(file: string, options: ConfigOptions = {}): Promise<Config> {
  const name = displayName(file);
  const text = await readSource(file, options.cwd ?? process.cwd(), 'jaco-pkg init makes one');
  const { root, places } = parseYaml(text, name);
  if (root) return configOf(valuesOf(root), places, name, options);
  throw new JacoPkgError({
    code: 'config_yaml',
    message: 'the configuration is empty',
    place: { file: name },
    hint: 'it needs at least a name',
  });
}

/**
 * A configuration from a script: the keys of nfpm.yaml, and `data` in place of the `src` of
 * contents or of the path of a script.
 * @throws JacoPkgError with every problem found
 */
export function configFrom(input: ConfigInput, options: ConfigOptions = {}): Config {
  return configOf(copyInput(input), new Places(), 'the configuration', options);
}
