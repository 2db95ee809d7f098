import type { Warning } from '../errors.ts';
import type { PlannedEntry } from '../model/entry.ts';
import type { Place } from '../model/problem.ts';
import type { ExtensionSettings } from './schema/index.ts';

/** systemd.unit(5), "Unit File Load Path": where packages put units. */
const FOLDERS = {
  system: ['/usr/lib/systemd/system', '/lib/systemd/system', '/etc/systemd/system'],
  user: ['/usr/lib/systemd/user', '/lib/systemd/user', '/etc/systemd/user'],
};

/** Says which units are not in a package, although its scripts are about them. */
export function unitWarnings(
  { systemd = [] }: ExtensionSettings,
  entries: readonly PlannedEntry[],
  locate: (key: string) => Place,
): Warning[] {
  const paths = new Set(entries.map(({ path }) => path));
  return systemd.flatMap(({ unit, user }, i) => {
    const folders = FOLDERS[user ? 'user' : 'system'];
    // An instance is made from the template.
    const template = unit.replace(/@.+(?=\.[a-z]+$)/, '@');
    const names = [unit, template];
    if (folders.some((folder) => names.some((name) => paths.has(`${folder}/${name}`)))) return [];
    return {
      code: 'unit_missing' as const,
      message: `the package brings no ${unit}`,
      place: locate(`systemd[${i}].unit`),
      hint: `put ${template} into ${folders[0]}`,
    };
  });
}
