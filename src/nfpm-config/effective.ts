import type { FormatName } from '../model/package.ts';
import type { Place } from '../model/problem.ts';
import { withoutEmptyItems } from './change.ts';
import { expandVariables, type Mapping } from './env.ts';
import { CONFIG_KEYS, expandKeys, FILLED_LISTS, OVERRIDE_KEYS } from './expand.ts';
import { Origins } from './origins.ts';
import { override } from './overrides.ts';
import type { Places } from './places.ts';
import type { Settings } from './schema/index.ts';

/** Settings of one format, expanded and with its overrides merged in. */
export type EffectiveSettings = Omit<Settings, 'overrides'>;

export interface Effective {
  readonly settings: EffectiveSettings;
  /** Where the value of a key is written, be it in `overrides`. */
  readonly locate: (key: string) => Place;
}

/**
 * Whose settings a format takes, the later over the earlier. A source rpm is the rpm to be, so
 * that rebuilding it gives the same package.
 */
export function layersOf(format: FormatName): readonly FormatName[] {
  return format === 'srpm' ? ['rpm', 'srpm'] : [format];
}

export function effectiveSettings(
  { overrides = {}, ...settings }: Settings,
  format: FormatName,
  mapping: Mapping,
  places: Places,
): Effective {
  const origins = new Origins();
  const expand = (text: string) => expandVariables(text, mapping);
  let result = expandKeys(settings, CONFIG_KEYS, expand, (to, from) => origins.shift(to, from));
  for (const layer of layersOf(format)) {
    const prefix = `overrides.${layer}.`;
    const section = expandKeys(overrides[layer] ?? {}, OVERRIDE_KEYS, expand, (to, from) =>
      origins.shift(prefix + to, prefix + from),
    );
    result = override(result, section, (key) => origins.move(key, prefix + key));
  }
  result = withoutEmptyItems(result, FILLED_LISTS, (to, from) => origins.fill(to, from));
  const parts = new Map([
    ['prerelease', result.prerelease],
    ['version_metadata', result.version_metadata],
  ]);
  // A part without a key of its own is written in the version.
  const written = (key: string) => (parts.has(key) && !parts.get(key) ? 'version' : key);
  return { settings: result, locate: (key) => places.of(origins.of(written(key))) };
}
