import type { Place } from '../../model/problem.ts';
import type { Subject, SubjectScript } from '../model.ts';

/** Far more than any package says; rules look at texts in ways that take time. */
const MAX_TEXT = 4096;
const MAX_DESCRIPTION = 64 * 1024;
const MAX_SCRIPT = 256 * 1024;
const MAX_LINE = 2000;

/** A subject of its parts; entries are looked up by path in no time. */
export function makeSubject(
  parts: Omit<Subject, 'at' | 'locate'>,
  locate: (key: string) => Place,
): Subject {
  const byPath = new Map(parts.entries.map((entry) => [entry.path, entry]));
  return {
    ...parts,
    metadata: clippedMetadata(parts.metadata),
    scripts: parts.scripts.map(clippedScript),
    at: (path) => byPath.get(path),
    locate,
  };
}

function clippedMetadata(metadata: Subject['metadata']): Subject['metadata'] {
  const pairs = Object.entries(metadata).map(([key, value]) => {
    const most = key === 'description' ? MAX_DESCRIPTION : MAX_TEXT;
    return [key, typeof value === 'string' ? value.slice(0, most) : value];
  });
  return Object.fromEntries(pairs);
}

function clippedScript(script: SubjectScript): SubjectScript {
  const lines = script.text.slice(0, MAX_SCRIPT).split('\n');
  return { ...script, text: lines.map((line) => line.slice(0, MAX_LINE)).join('\n') };
}
