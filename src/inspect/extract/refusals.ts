import type { ErrorProblem } from '../../errors.ts';
import type { PackageEntry } from '../model.ts';
import { shown } from '../paths.ts';

/** What is in a package and never written: it could do harm, or has no content. */
export function willBeLeftOut({ type }: PackageEntry): boolean {
  return type === 'char' || type === 'block' || type === 'fifo' || type === 'socket';
}

/** Told of at most. */
const MOST = 20;

/** Why a package is not extracted: paths that lead elsewhere, or to each other. */
export function refusals(entries: readonly PackageEntry[], file: string): ErrorProblem[] {
  const problems: ErrorProblem[] = [];
  const types = new Map<string, PackageEntry['type']>();
  for (const entry of entries) {
    const why = unsafe(entry, types);
    if (why !== undefined) problems.push(problem(entry.path, why, file));
    if (entry.type !== 'ghost') types.set(entry.path, entry.type);
  }
  const more = problems.length - MOST;
  const last = problem('', `and ${more} more`, file);
  return more > 0 ? [...problems.slice(0, MOST), last] : problems;
}

function unsafe(
  entry: PackageEntry,
  types: ReadonlyMap<string, PackageEntry['type']>,
): string | undefined {
  if (entry.unsafe !== undefined) return entry.unsafe;
  for (let at = entry.path.lastIndexOf('/'); at > 0; at = entry.path.lastIndexOf('/', at - 1)) {
    const parent = entry.path.slice(0, at);
    const type = types.get(parent);
    if (type !== undefined && type !== 'dir') return `${shown(parent)} is no folder but a ${type}`;
  }
  const before = types.get(entry.path);
  if (before === undefined || (before === 'dir' && entry.type === 'dir')) return undefined;
  return 'it is there more than once';
}

function problem(path: string, why: string, file: string): ErrorProblem {
  const message = path === '' ? why : `${shown(path)} cannot be extracted: ${why}`;
  return { code: 'path_unsafe', message, place: { file } };
}
