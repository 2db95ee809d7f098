import { type ErrorProblem, formatProblem, JacoPkgError } from '../../src/errors.ts';
import type { FormatName } from '../../src/model/package.ts';
import type { Recipe } from '../../src/model/recipe.ts';
import { type Config, type ConfigOptions, configOf } from '../../src/nfpm-config/config.ts';
import { valuesOf } from '../../src/nfpm-config/tree.ts';
import { parseYaml } from '../../src/nfpm-config/yaml.ts';

/** A configuration from text, as if it were nfpm.yaml; in an empty environment. */
export function configText(text: string, options: ConfigOptions = {}): Config {
  const { root, places } = parseYaml(text, 'nfpm.yaml');
  return configOf(root && valuesOf(root), places, 'nfpm.yaml', { env: {}, cwd: '/', ...options });
}

/** The recipe of a configuration that needs no more than `lines` besides a name. */
export function recipeText(
  lines: string,
  format: FormatName = 'deb',
  options: ConfigOptions & { readonly arch?: string } = {},
): Recipe {
  const { arch, ...rest } = options;
  return configText(`name: foo\n${lines}`, rest).recipe(format, arch === undefined ? {} : { arch });
}

/** Problems that an action is refused for; none if it is not. */
export function problemsOf(action: () => unknown): readonly ErrorProblem[] {
  try {
    action();
  } catch (error) {
    if (error instanceof JacoPkgError) return error.problems;
    throw error;
  }
  return [];
}

/** The same, as a user reads them. */
export function messagesOf(action: () => unknown): string[] {
  return problemsOf(action).map(formatProblem);
}

export async function problemsLater(action: () => Promise<unknown>) {
  try {
    await action();
  } catch (error) {
    if (error instanceof JacoPkgError) return error.problems;
    throw error;
  }
  return [];
}
