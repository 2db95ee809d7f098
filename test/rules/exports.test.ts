import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourceFiles } from './sources.ts';

const { exports } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { exports: Record<string, { readonly types?: string }> };

/** What is exported here is for others than us, or for bin/. */
const entries = Object.values(exports).flatMap(({ types }) => {
  return types === undefined ? [] : [types.replace('./lib/types', 'src').replace('.d.ts', '.ts')];
});
entries.push('src/cli/process.ts');

const src = sourceFiles('src');
const all = [...src, ...sourceFiles('test'), ...sourceFiles('bench')];

/** Not types: those of what a function takes and gives are exported together with it. */
const VALUE = /^export (?:async )?(?:class|const|function\*?) (\w+)/gm;

test('what is exported is used by another file', () => {
  const unused = src.flatMap(({ path, text }) => {
    if (entries.includes(path)) return [];
    const users = all.filter(({ imports }) => imports.includes(path)).map((file) => file.text);
    return [...text.matchAll(VALUE)]
      .map(([, name = '']) => name)
      .filter((name) => !users.some((user) => new RegExp(`\\b${name}\\b`).test(user)))
      .map((name) => `${path}: ${name}`);
  });
  expect(unused).toEqual([]);
});
