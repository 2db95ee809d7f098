// All packages in a folder, read by us and by others: `npm run compare -- FOLDER`.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { has } from '../../support/tools.ts';
import { comparePackages, KINDS } from './compare.ts';

const HOURS = 3_600_000;
const folder = process.env['COMPARE_PACKAGES'] ?? '';
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .sort()
  .map((name) => join(folder, name));

const table: (readonly (string | number)[])[] = [
  ['kind', 'read also by', 'packages', 'by us alone', 'by nobody', 'facts', 'differences'],
];

test('packages are what others say they are', { timeout: 10 * HOURS }, async () => {
  const differences: string[] = [];
  const remarks: string[] = [];
  for (const kind of KINDS) {
    const found = paths.filter((path) => kind.ending.test(path));
    if (found.length === 0) continue;
    const missing = kind.needs.filter((program) => !has(program));
    if (missing.length > 0) {
      table.push([kind.name, `no ${missing.join(', ')}`, found.length, '', '', '', '']);
      continue;
    }
    const compared = await comparePackages(kind, found);
    const { packages, refused, onlyOurs, facts } = compared;
    const row = [kind.name, kind.by, packages, onlyOurs.length, refused, facts];
    table.push([...row, compared.differences.length]);
    differences.push(...compared.differences);
    remarks.push(...onlyOurs);
  }
  const lines = [...remarks, ...differences, ...table.map((row) => `| ${row.join(' | ')} |`)];
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  expect(differences.length).toBe(0);
});
