import type { Warning } from '../errors.ts';
import { expandVariables, type Mapping } from './env.ts';
import type { Description } from './git.ts';
import type { Places } from './places.ts';
import { UNSET_VERSION } from './version.ts';

/** Warns of a version that is there, and nothing once its variables are expanded. */
export function versionWarnings(text: string, mapping: Mapping, places: Places): Warning[] {
  if (text.trim() === '' || expandVariables(text, mapping).trim() !== '') return [];
  return [
    {
      code: 'version_empty',
      message: `the version ${text} is empty, and ${UNSET_VERSION} takes its place`,
      place: places.of('version'),
      hint: 'set the variable, or use $PACKAGE_VERSION, which git describe gives',
    },
  ];
}

/**
 * Warns of a version that is none because the checkout was cloned without its tags.
 * @param given PACKAGE_VERSION, if the environment has one
 * @param checkout describes it; not asked where nothing comes of it
 */
export function shallowWarnings(
  text: string,
  given: string | undefined,
  checkout: () => Description,
  places: Places,
): Warning[] {
  if (given || !names(text, 'PACKAGE_VERSION') || !isShallow(checkout)) return [];
  return [
    {
      code: 'version_untagged',
      message: 'the version is 0.0.0, as git describe finds no tag in a shallow clone',
      place: places.of('version'),
      hint: 'fetch the tags (fetch-depth: 0 in CI, or git fetch --unshallow --tags), or set PACKAGE_VERSION',
    },
  ];
}

function isShallow(checkout: () => Description): boolean {
  try {
    return checkout().shallow ?? false;
  } catch {
    // Told as an error by whoever needs the version.
    return false;
  }
}

function names(text: string, variable: string): boolean {
  let found = false;
  expandVariables(text, (name) => {
    found ||= name === variable;
    return '';
  });
  return found;
}
