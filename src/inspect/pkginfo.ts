// .PKGINFO of apk-v2(5) and of makepkg: lines of `key = value`, a line for each value of a key.
import type { InspectedPackage } from './model.ts';

export type Pairs = InspectedPackage['fields'];

export function parsePkginfo(text: string): Pairs {
  return text.split('\n').flatMap((line) => {
    const [, key, value] = /^([A-Za-z_]+) ?= ?(.*)$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [[key, value.trimEnd()] as const];
  });
}

/** All values of a key. */
export function allValues(pairs: Pairs, key: string): string[] {
  return pairs.filter(([name, value]) => name === key && value !== '').map(([, value]) => value);
}

/** The first value of a key; '' when there is none. */
export function firstValue(pairs: Pairs, key: string): string {
  return pairs.find(([name]) => name === key)?.[1] ?? '';
}
