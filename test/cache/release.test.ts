import { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { makeProject } from '../release/project.ts';
import { jacoPkg } from '../support/cli.ts';
import { needs, scratchFolder } from '../support/tools.ts';

const root = scratchFolder();

needs('git').test('a release is the same with a cache, and uses it', async () => {
  const cwd = makeProject(root);
  const cache = join(root, 'cache');
  const sums: string[] = [];
  for (const args of [['--no-cache'], [`--cache=${cache}`], [`--cache=${cache}`]]) {
    for (const entry of entriesIn(cache)) utimesSync(entry, 1000, 1000);
    const made = await jacoPkg(['release', '--clean', '--json', ...args], { cwd });
    expect(made.stderr).toBe('');
    sums.push(made.stdout);
  }
  expect(sums[1]).toBe(sums[0]);
  expect(sums[2]).toBe(sums[0]);
  expect(entriesIn(cache).length).toBeGreaterThan(0);
  expect(entriesIn(cache).filter((entry) => statSync(entry).mtimeMs === 1_000_000)).toEqual([]);
});

function entriesIn(folder: string): string[] {
  const found = readdirSync(root, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile() && /^[0-9a-f]{64}$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => path.startsWith(folder));
}
