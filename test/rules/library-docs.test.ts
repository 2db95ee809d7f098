// docs/library.md, held to what the entry points export.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as library from '../../src/index.ts';
import * as inspecting from '../../src/inspect/index.ts';
import * as minisign from '../../src/minisign/index.ts';
import * as releasing from '../../src/release/index.ts';
import * as reporting from '../../src/report/index.ts';
import * as upgrading from '../../src/upgrade/index.ts';
import { output, scratchFolder } from '../support/tools.ts';

const root = new URL('../../', import.meta.url).pathname;
const folder = scratchFolder();
const text = readFileSync(join(root, 'docs/library.md'), 'utf8');
const { exports: entryPoints } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const EXPORTS: readonly (readonly [name: string, exports: object])[] = [
  ['jaco-pkg', library],
  ['jaco-pkg/inspect', inspecting],
  ['jaco-pkg/minisign', minisign],
  ['jaco-pkg/release', releasing],
  ['jaco-pkg/report', reporting],
  ['jaco-pkg/upgrade', upgrading],
];

const sectionOf = (name: string) =>
  text.split(/^## /m).find((part) => part.startsWith(`${name}\n`)) ?? '';

test('every entry point has a section', () => {
  const code = Object.keys(entryPoints).filter((name) => !name.endsWith('.json'));
  expect(EXPORTS.map(([name]) => name.replace('jaco-pkg', '.'))).toEqual(code);
});

test.each(EXPORTS)('the section of %s has every export, once', (name, exports) => {
  const rows = [...sectionOf(name).matchAll(/^\| `(\w+)` \|/gm)].map(([, row]) => row);
  expect(rows.sort()).toEqual(Object.keys(exports).sort());
});

test('constants are what the page says', () => {
  const all = { ...minisign, ...releasing };
  for (const name of [
    'SIGNATURE_SUFFIX',
    'SUMS',
    'SUMS_SIGNATURE',
    'PUBLIC_KEY_FILE',
    'ROTATIONS_FILE',
  ] as const) {
    expect(text).toContain(`| \`${name}\` | \`${all[name]}\` |\n`);
  }
});

test('the examples are right by the types', () => {
  for (const [name] of EXPORTS) {
    const [, example = ''] = /^```ts\n(.*?)^```$/ms.exec(sectionOf(name)) ?? [];
    expect(example).toContain(`from '${name}';`);
    writeFileSync(join(folder, `${name.replace('/', '-')}.ts`), example);
  }
  const paths = EXPORTS.map(([name]) => [
    name,
    [join(root, 'src', name.replace('jaco-pkg', '.'), 'index.ts')],
  ]);
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  const settings = {
    compilerOptions: {
      ...compilerOptions,
      noEmit: true,
      incremental: false,
      paths: Object.fromEntries(paths),
      typeRoots: [join(root, 'node_modules/@types')],
    },
    include: ['*.ts', join(root, 'src/**/*.d.ts')],
  };
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  output(join(root, 'node_modules/.bin/tsc'), ['-p', folder]);
}, 120_000);
