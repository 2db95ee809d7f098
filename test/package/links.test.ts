// Whoever has the package from npm can follow the links of its documents.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { REPOSITORY } from '../support/cli.ts';
import { output } from '../support/tools.ts';

test('documents link to files that are packed', () => {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'];
  const [packed] = JSON.parse(output('npm', args, { cwd: REPOSITORY }));
  const paths: string[] = packed.files.map(({ path }: { path: string }) => path);
  const documents = paths.filter((path) => path.endsWith('.md'));
  const broken = documents.flatMap((document) =>
    [...readFileSync(join(REPOSITORY, document), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)]
      .map(([, link = '']) => join(dirname(document), link))
      .filter((link) => !paths.includes(link))
      .map((link) => `${document}: ${link}`),
  );
  expect(documents).toContain('docs/json.md');
  expect(broken).toEqual([]);
});
