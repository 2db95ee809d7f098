import type { ErrorProblem } from '../errors.ts';
import type { PlannedEntry } from '../model/entry.ts';
import type { Place } from '../model/problem.ts';

/** Says that an entry cannot be added, because of one at its own path or at that of a parent. */
export function collision(present: PlannedEntry, entry: PlannedEntry): ErrorProblem {
  const first = `${kindOf(present)} of ${itemAt(present.place)}`;
  const samePath = present.path === entry.path;
  return {
    code: 'content_collision',
    message: samePath
      ? `${entry.path} is taken: ${first} is there, and ${kindOf(entry)} would be too`
      : `${entry.path} cannot be below ${present.path}, which is ${first}`,
    place: entry.place,
    hint: samePath
      ? 'give one of them another dst, or leave one out'
      : 'only folders have something below them',
  };
}

function kindOf(entry: PlannedEntry): string {
  switch (entry.type) {
    case 'file':
      return `the file ${entry.body.name}`;
    case 'dir':
      return entry.implicit ? 'a parent folder' : 'the folder';
    case 'symlink':
      return `the link to ${entry.target}`;
    case 'ghost':
      return 'the ghost';
  }
}

/** `contents[2] (line 14)`, or as much of it as is known. */
function itemAt({ key, line }: Place): string {
  const at = line === undefined ? '' : `line ${line}`;
  if (key === undefined) return at || 'another item';
  return at ? `${key} (${at})` : key;
}
