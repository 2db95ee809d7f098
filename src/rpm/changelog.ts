import type { ChangelogEntry } from '../model/package.ts';

/** Heading of a release: who, and which version. */
export function changelogName({ packager, version }: ChangelogEntry): string {
  return `${packager} - ${version}`;
}

/** Notes as a list; further lines of a note follow it, empty ones do not. */
export function changelogText({ notes }: ChangelogEntry): string {
  const items = notes.map((note) => {
    const [first = '', ...rest] = note.split('\n');
    return [`- ${first}`, ...rest.filter((line) => line.trim() !== '')].join('\n');
  });
  return items.join('\n').trim();
}
