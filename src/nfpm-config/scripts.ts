import { type FormatName, SCRIPT_NAMES, type ScriptName } from '../model/package.ts';
import type { ScriptRef } from '../model/recipe.ts';
import type { Effective } from './effective.ts';
import { FORMATS } from './formats.ts';
import { isRecord } from './readers.ts';

/** The scripts a format uses, from wherever they are given. */
export function scriptsOf(
  { settings, locate }: Effective,
  format: FormatName,
): Partial<Record<ScriptName, ScriptRef>> {
  const scripts: Partial<Record<ScriptName, ScriptRef>> = {};
  for (const name of SCRIPT_NAMES) {
    const key = FORMATS[format].scripts[name];
    const given = key === undefined ? undefined : valueAt(settings, key);
    if (key === undefined || given === '') continue;
    const place = locate(key);
    if (typeof given === 'string') scripts[name] = { src: given, place };
    else if (given instanceof Uint8Array) scripts[name] = { src: '', data: given, place };
  }
  return scripts;
}

function valueAt(value: unknown, key: string): unknown {
  return key.split('.').reduce((part, step) => (isRecord(part) ? part[step] : undefined), value);
}
