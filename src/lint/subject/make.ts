import type { Place } from '../../model/problem.ts';
import type { Subject } from '../model.ts';

/** A subject of its parts; entries are looked up by path in no time. */
export function makeSubject(
  parts: Omit<Subject, 'at' | 'locate'>,
  locate: (key: string) => Place,
): Subject {
  const byPath = new Map(parts.entries.map((entry) => [entry.path, entry]));
  return { ...parts, at: (path) => byPath.get(path), locate };
}
