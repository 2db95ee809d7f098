import type { Warning } from '../errors.ts';
import type { Place } from '../model/problem.ts';
import { variablesIn } from './env.ts';
import { CONFIG_KEYS, type Expand, expandKeys, OVERRIDE_KEYS } from './expand.ts';
import type { Places } from './places.ts';
import type { Settings } from './schema/index.ts';

/**
 * Warns of each variable that is not set: nothing takes its place, and a path or a list goes on
 * without it. One that is set to nothing is meant so.
 */
export function unsetWarnings(
  { overrides = {}, ...settings }: Settings,
  isSet: (variable: string) => boolean,
  places: Places,
): Warning[] {
  const warnings: Warning[] = [];
  const lookIn =
    (prefix: string): Expand =>
    (text, key) => {
      for (const name of variablesIn(text)) {
        if (!isSet(name)) warnings.push(warningOf(name, text, places.of(prefix + key)));
      }
      return text;
    };
  expandKeys(settings, CONFIG_KEYS, lookIn(''), () => {});
  for (const [format, section] of Object.entries(overrides)) {
    if (section) expandKeys(section, OVERRIDE_KEYS, lookIn(`overrides.${format}.`), () => {});
  }
  return warnings;
}

function warningOf(name: string, text: string, place: Place): Warning {
  const isName = /^[A-Za-z_]\w*$/.test(name);
  return {
    code: 'variable_unset',
    message: `the variable ${name} is not set, and nothing takes its place in ${JSON.stringify(text)}`,
    place,
    hint: isName
      ? 'set it in the environment, to nothing if that is meant'
      : 'a dollar sign begins the name of a variable, and :- is a part of the name',
  };
}
