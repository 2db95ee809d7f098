import type { Warning } from '../errors.ts';
import { expandVariables, type Mapping } from './env.ts';
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
