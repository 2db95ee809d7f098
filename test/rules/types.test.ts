import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scratchFolder } from '../support/tools.ts';
import { declare } from './declarations.ts';

const { exports } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { exports: Record<string, { readonly types?: string }> };

const entries = Object.values(exports).flatMap(({ types }) => {
  return types === undefined ? [] : [types.replace('./lib/types/', '').replace('.d.ts', '')];
});

/** What types are made with, and nobody needs to name. */
const HELPERS = ['nfpm-config/schema/index:Given', 'model/entry:EntryBase', 'lint/model:Hit'];

const declarations = declare(scratchFolder());

test('types that a declaration mentions are found', () => {
  expect(declarations.exportedBy('index')).toContain('run:RunOptions');
  expect(declarations.mentionedIn('run:RunOptions')).toEqual([
    'cache/index:CacheOptions',
    'progress:Progress',
  ]);
});

test('types that the entry points mention have a name in one of them', () => {
  const exported = entries.flatMap((entry) => declarations.exportedBy(entry));
  const named = new Set([...exported, ...HELPERS]);
  const missing = exported.flatMap((id) =>
    declarations
      .mentionedIn(id)
      .filter((mentioned) => !named.has(mentioned))
      .map((mentioned) => `${mentioned}, in ${id}`),
  );
  expect([...new Set(missing)].sort()).toEqual([]);
});
