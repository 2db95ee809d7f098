import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export interface SourceFile {
  /** Path from the root of the repository, such as `src/deb/index.ts`. */
  readonly path: string;
  readonly text: string;
  /** What it imports: paths like `path` for its own files, else as written. */
  readonly imports: readonly string[];
}

const IMPORT =
  /^\s*(?:import|export)\s[^;'"]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;

/** All TypeScript files in a folder of the repository. */
export function sourceFiles(folder: 'src' | 'test' | 'bench'): SourceFile[] {
  const root = new URL('../../', import.meta.url).pathname;
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => posix.join(folder, name))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, imports: importsOf(path, text) };
    });
}

function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(IMPORT)].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? '';
    return target.startsWith('.') ? posix.join(posix.dirname(path), target) : target;
  });
}

/** `src/deb/index.ts` -> `deb`, `src/build.ts` -> `build.ts`. */
export function roomOf(path: string): string {
  return path.split('/')[1] ?? path;
}
