import { JacoPkgError } from '../errors.ts';
import type { Limits } from '../inspect/index.ts';
import { repeat } from './command.ts';

/** Of the option that every command has that reads packages. */
export const LIMIT_OPTION = [
  '--limit <name=number>',
  'raise a limit of what a package may ask for, such as unpacked=200G',
  repeat,
  [] as readonly string[],
] as const;

export const LIMIT_HELP = `
What a package may ask for has limits. For one that is to be trusted, raise them with --limit:
entries, path (bytes of one), depth (of folders), text (bytes of a control file, a script or an rpm
tag), memory (bytes kept), unpacked (bytes, all in all), ratio (bytes out for each that goes in,
beyond the first) and freely (how many those are), window (bytes of history). K, M and G stand for
powers of 1024.`;

type LimitName = keyof Limits;

const NAMES: Readonly<Record<LimitName, true>> = {
  entries: true,
  path: true,
  depth: true,
  text: true,
  memory: true,
  unpacked: true,
  ratio: true,
  freely: true,
  window: true,
};

const UNITS: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/** `entries=1000000`, `unpacked=200G`. @throws JacoPkgError `usage` */
export function limitsOf(settings: readonly string[]): Partial<Limits> {
  return Object.fromEntries(settings.map(limitOf));
}

function limitOf(setting: string): readonly [LimitName, number] {
  const [, name = '', digits = '', unit = ''] = /^([a-z]+)=(\d{1,15})([KMG]?)$/.exec(setting) ?? [];
  const number = Number(digits) * (UNITS[unit] ?? 1);
  if (isName(name) && Number.isSafeInteger(number)) return [name, number];
  const message = `--limit cannot be ${JSON.stringify(setting)}`;
  const hint = `it is NAME=NUMBER, where NAME is one of ${Object.keys(NAMES).join(', ')}`;
  throw new JacoPkgError({ code: 'usage', message, hint });
}

function isName(name: string): name is LimitName {
  return Object.hasOwn(NAMES, name);
}
