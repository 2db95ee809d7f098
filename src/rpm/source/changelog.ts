// %changelog, by rpm's docs/manual/spec.md:
//   * Mon Jun 14 16:12:24 UTC 2021 Who <who@example> - 1.2-1
//   - what
import type { ChangelogEntry } from '../../model/package.ts';
import { changelogName, changelogText } from '../changelog.ts';
import { literal } from './escape.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** rpmbuild takes entries in no other order than the newest first. */
export function newestFirst(entries: readonly ChangelogEntry[]): ChangelogEntry[] {
  return [...entries].sort((a, b) => b.time - a.time);
}

/** '' for no entries. */
export function changelogSection(entries: readonly ChangelogEntry[]): string {
  if (entries.length === 0) return '';
  const items = newestFirst(entries).map((entry) => {
    const head = `* ${date(entry.time)} ${literal(changelogName(entry)).trim()}`;
    // rpmbuild wants some text, and ends an entry where a line begins with an asterisk.
    const text = literal(changelogText(entry)) || '-';
    return `${head}\n${text.replace(/^\*/gm, ' *')}\n`;
  });
  return ['%changelog', ...items, ''].join('\n');
}

function date(time: number): string {
  const at = new Date(time * 1000);
  const clock = at.toISOString().slice(11, 19);
  const day = `${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${at.getUTCDate()}`;
  return `${day} ${clock} UTC ${at.getUTCFullYear()}`;
}
