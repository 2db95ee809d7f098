// The Debian changelog, deb-changelog(5) and policy 4.4; entries with a blank line between:
//   NAME (VERSION) DISTRIBUTIONS; urgency=URGENCY
//     * change
//      - more of it
//
//    -- MAINTAINER <EMAIL>  DATE
import { utf8 } from '../container/bytes.ts';
import type { PlannedEntry } from '../model/entry.ts';
import { oneLine } from '../model/one-line.ts';
import type { ChangelogEntry, Package } from '../model/package.ts';
import { maintainer } from './names.ts';

const DEFAULT_DISTRIBUTION = 'unstable';
const DEFAULT_URGENCY = 'low';

/** The compressed changelog as a file of the package; nothing when there is none. */
export async function changelogFiles(pkg: Package): Promise<PlannedEntry[]> {
  if (pkg.changelog.length === 0) return [];
  const { gzip } = await import('pako');
  const bytes = gzip(utf8(changelogText(pkg)), { level: 9 });
  const path = changelogPath(pkg);
  return [
    {
      type: 'file',
      path,
      mode: 0o644,
      // No names, as in nfpm's packages: the ids, which are 0, say that it is root's.
      owner: '',
      group: '',
      mtime: pkg.time,
      place: pkg.locate('changelog'),
      size: bytes.length,
      role: 'plain',
      lang: '',
      body: { kind: 'memory', name: path, bytes },
    },
  ];
}

/** Where policy 12.7 wants it. */
function changelogPath(pkg: Package): string {
  return `/usr/share/doc/${pkg.name}/changelog.Debian.gz`;
}

export function changelogText(pkg: Package): string {
  return pkg.changelog.map((entry) => entryText(entry, pkg)).join('\n');
}

/** What an entry says of itself, with defaults for what it leaves out. */
export function changelogHeading(entry: ChangelogEntry) {
  return {
    version: entry.version,
    distributions: entry.distributions.join(' ') || DEFAULT_DISTRIBUTION,
    urgency: entry.urgency || DEFAULT_URGENCY,
  };
}

function entryText(entry: ChangelogEntry, pkg: Package): string {
  const { version, distributions, urgency } = changelogHeading(entry);
  const changes = entry.notes.flatMap(noteLines);
  return [
    `${pkg.name} (${version}) ${distributions}; urgency=${urgency}`,
    // An entry without a change is none to dpkg-parsechangelog.
    ...(changes.length > 0 ? changes : ['  *']),
    '',
    ` -- ${withAddress(entry.packager || maintainer(pkg))}  ${date(entry.time)}`,
    '',
  ].join('\n');
}

function noteLines(note: string): string[] {
  const lines = note.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .map((line, index) => (index === 0 ? `  * ${line}` : `   - ${line}`));
}

/** dpkg-parsechangelog wants an address, be it an empty one. */
function withAddress(packager: string): string {
  const line = oneLine(packager);
  return /<.*>$/.test(line) ? line : `${line} <>`;
}

/** RFC 5322, in UTC: `Thu, 29 Feb 2024 12:30:00 +0000`. */
function date(time: number): string {
  return new Date(time * 1000).toUTCString().replace('GMT', '+0000');
}
