import type { FormatName } from '../model/package.ts';
import type { Place } from '../model/problem.ts';
import type { Recipe } from '../model/recipe.ts';
import type { Report } from '../nfpm-config/report.ts';
import type { Files } from './files.ts';
import type { ExtensionSettings } from './schema/index.ts';

/** All that a step knows besides the recipe. */
export interface Context {
  readonly settings: ExtensionSettings;
  /** Where a key of the extensions is written. */
  locate(key: string): Place;
  /** What was read for this format. */
  readonly files: Files;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Notes what is wrong with a key. */
  readonly report: Report;
}

/** One extension. */
export interface Step {
  /** Files that it needs the bytes of, with the keys that name them. */
  files?(settings: ExtensionSettings, format: FormatName): FileKeys;
  /** The recipe with the extension in it; it looks at nothing else. */
  apply(recipe: Recipe, context: Context): Recipe;
}

export type FileKeys = readonly (readonly [key: string, given: string | Uint8Array])[];

/** Text of a file that was read. */
export function textOf(files: Files, given: string | Uint8Array): string {
  return new TextDecoder().decode(files.get(given));
}
