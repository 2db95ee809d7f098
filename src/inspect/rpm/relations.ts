import type { InspectedPackage, RelationKind } from '../model.ts';
import type { RpmHeader } from './header.ts';

/** Tags of names, versions and flags. */
const RELATIONS: readonly (readonly [RelationKind, number, number, number])[] = [
  ['depends', 1049, 1050, 1048],
  ['provides', 1047, 1113, 1112],
  ['conflicts', 1054, 1055, 1053],
  ['replaces', 1090, 1115, 1114],
  ['recommends', 5046, 5047, 5048],
  ['suggests', 5049, 5050, 5051],
  ['supplements', 5052, 5053, 5054],
  ['enhances', 5055, 5056, 5057],
];

/** rpmsenseFlags of rpm's include/rpm/rpmds.h. */
const LESS = 1 << 1;
const GREATER = 1 << 2;
const EQUAL = 1 << 3;

export function rpmRelations(header: RpmHeader): Partial<InspectedPackage['relations']> {
  return Object.fromEntries(
    RELATIONS.map(([kind, names, versions, flags]) => [
      kind,
      dependencies(header, names, versions, flags),
    ]),
  );
}

/** As rpm prints them: `glibc >= 2.17`. */
export function dependencies(
  header: RpmHeader,
  names: number,
  versions: number,
  flags: number,
): string[] {
  const version = header.texts(versions);
  const flag = header.numbers(flags);
  return header.texts(names).map((name, i) => dependency(name, flag[i] ?? 0, version[i] ?? ''));
}

function dependency(name: string, flags: number, version: string): string {
  const less = flags & LESS ? '<' : '';
  const operator = `${less}${flags & GREATER ? '>' : ''}${flags & EQUAL ? '=' : ''}`;
  return version === '' || operator === '' ? name : `${name} ${operator} ${version}`;
}
