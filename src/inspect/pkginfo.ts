// .PKGINFO of apk-v2(5) and of makepkg: lines of `key = value`, a line for each value of a key.
import { NO_METADATA } from './facts.ts';
import type { InspectedPackage, PackageMetadata } from './model.ts';

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

/** What the keys mean that both formats have. */
export function sharedMetadata(pairs: Pairs): PackageMetadata {
  const value = (key: string) => firstValue(pairs, key);
  return {
    ...NO_METADATA,
    name: value('pkgname'),
    version: value('pkgver'),
    arch: value('arch'),
    summary: value('pkgdesc'),
    description: value('pkgdesc'),
    maintainer: value('packager'),
    homepage: value('url'),
    buildTime: Number(value('builddate')) || 0,
    installedSize: Number(value('size')) || 0,
  };
}
