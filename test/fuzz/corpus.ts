import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Found from the top of the repository, where npm and vitest run. */
const FOLDER = resolve('test/fuzz/corpus');

/** Stored inputs of a kind, in the order of their names. */
export function corpus(kind: string, ending = ''): Buffer[] {
  return filesIn(join(FOLDER, kind), ending);
}

/** All files of a folder, in the order of their names; none when there is no such folder. */
export function filesIn(folder: string, ending = ''): Buffer[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => readFileSync(join(folder, name)));
}
