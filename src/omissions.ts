import type { Warning } from './errors.ts';
import type { Format, Omission } from './model/format.ts';
import type { LeftOut } from './model/left-out.ts';
import type { Package } from './model/package.ts';

/** The keys that a package is configured to have, and its format has no place for. */
export function omissionsOf({ name: format, leavesOut = [] }: Format, pkg: Package): LeftOut[] {
  return leavesOut
    .filter(({ key }) => isSet(key, pkg))
    .map(({ key, hint }) => {
      const place = pkg.locate(key);
      const why = ', where there is no place for it';
      const elsewhere = hint ?? (place.key?.startsWith('overrides.') ? IN_OVERRIDES : FOR_ALL);
      return { code: 'key_left_out', format, what: key, why, place, hint: elsewhere };
    });
}

const FOR_ALL = 'write it under overrides, for the formats that have it';
const IN_OVERRIDES = 'remove it: what it is written for does not have it';

function isSet(key: Omission['key'], { relations, version }: Package): boolean {
  // Epoch 0 is what a version without one has.
  return key === 'epoch' ? Number(version.epoch) > 0 : relations[key].length > 0;
}

/** Tells of each thing once, with all formats that leave it out. */
export function leftOutWarnings(all: readonly LeftOut[]): Warning[] {
  const groups = new Map<string, LeftOut[]>();
  for (const one of all) {
    const { format, ...others } = one;
    const key = JSON.stringify(others);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { code, what, why, place, hint } = first;
    const formats = listed([...new Set(group.map(({ format }) => format))]);
    return { code, message: `${what} is left out of ${formats}${why}`, place, hint };
  });
}

/** `a`, `a and b`, `a, b and c` */
function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last;
}
