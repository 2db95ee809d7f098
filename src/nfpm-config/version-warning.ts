import type { Warning } from '../errors.ts';
import { expandVariables, type Mapping, variablesIn } from './env.ts';
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
 * Warns of a version that is none because there is no checkout, or because it was cloned without its
 * tags. One that never had a tag has a version of its own, with the commit in it.
 * @param given PACKAGE_VERSION, if the environment has one
 * @param checkout describes it; not asked where nothing comes of it
 */
export function untaggedWarnings(
  text: string,
  given: string | undefined,
  checkout: () => Description,
  places: Places,
): Warning[] {
  if (given || !variablesIn(text).has('PACKAGE_VERSION')) return [];
  const why = whyUntagged(checkout);
  if (!why) return [];
  const { message, hint } = why;
  return [{ code: 'version_untagged', message, place: places.of('version'), hint }];
}

function whyUntagged(checkout: () => Description) {
  try {
    const { commit, shallow } = checkout();
    return commit === '' ? NO_CHECKOUT : shallow ? SHALLOW : undefined;
  } catch {
    // Told as an error by whoever needs the version.
    return undefined;
  }
}

const NO_CHECKOUT = {
  message:
    'the version is 0.0.0, as there is no git checkout with a commit, or no git, to take it from',
  hint: 'set PACKAGE_VERSION',
};

const SHALLOW = {
  message: 'the version is 0.0.0, as git describe finds no tag in a shallow clone',
  hint: 'fetch the tags (fetch-depth: 0 in CI, or git fetch --unshallow --tags), or set PACKAGE_VERSION',
};
