import type { Warning } from './errors.ts';
import type { Format, Omission } from './model/format.ts';
import type { Package } from './model/package.ts';

/** Says what a package is configured to have, and its format has no place for. */
export function omissionWarnings(format: Format, pkg: Package): Warning[] {
  return (format.leavesOut ?? [])
    .filter(({ key }) => isSet(key, pkg))
    .map(({ key, hint }) => ({
      code: 'key_left_out',
      message: `${format.name} has no place for ${key}, and leaves it out`,
      place: pkg.locate(key),
      hint,
    }));
}

function isSet(key: Omission['key'], { relations, version }: Package): boolean {
  // Epoch 0 is what a version without one has.
  return key === 'epoch' ? Number(version.epoch) > 0 : relations[key].length > 0;
}
