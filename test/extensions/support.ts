import { formatProblem, JacoPkgError } from '../../src/errors.ts';
import { type ExtensionsInput, extensionsFrom } from '../../src/extensions/index.ts';
import type { FormatName } from '../../src/model/package.ts';
import type { Recipe } from '../../src/model/recipe.ts';
import { recipeOf } from '../support/recipe.ts';

interface Surroundings {
  readonly change?: Partial<Recipe>;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A small recipe with extensions in it. */
export function extended(
  input: ExtensionsInput,
  format: FormatName = 'deb',
  { change = {}, cwd = '/', env = {} }: Surroundings = {},
): Promise<Recipe> {
  return extensionsFrom(input, { cwd, env }).apply(recipeOf([], change, format));
}

/** What is wrong, as a user reads it; nothing if nothing is. */
export async function complaints(action: () => unknown): Promise<string[]> {
  try {
    await action();
  } catch (error) {
    if (error instanceof JacoPkgError) return error.problems.map(formatProblem);
    throw error;
  }
  return [];
}
