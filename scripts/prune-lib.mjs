import { existsSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Removes from lib/ what is not among the names to keep, and declarations that no source file
 * stands for any more: compiler and bundler only add and replace.
 */
export function prune(keep) {
  for (const name of readdirSync(`${root}lib`)) {
    if (!keep.includes(name)) rmSync(`${root}lib/${name}`, { recursive: true });
  }
  for (const name of readdirSync(`${root}lib/types`, { recursive: true })) {
    const module = /^(.*)\.d\.ts$/.exec(name)?.[1];
    if (module !== undefined && !existsSync(`${root}src/${module}.ts`)) {
      rmSync(`${root}lib/types/${name}`);
    }
  }
}
