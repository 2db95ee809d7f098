import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ERROR_CODES, WARNING_CODES } from '../../src/errors.ts';
import { formatNames } from '../../src/index.ts';
import { roomOf, sourceFiles } from './sources.ts';

const root = new URL('../../', import.meta.url).pathname;
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const documents = ['.', 'docs'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

/** Anchors of the headings, as GitHub and npm make them. */
function headingsOf(document: string): string[] {
  return [...read(document).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(documents)('%s', (document) => {
  test('links to files that are there', () => {
    const links = [...read(document).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link);
    const broken = links.filter((link) => !existsSync(join(root, dirname(document), link ?? '')));
    expect(broken).toEqual([]);
  });

  test('links to headings that are there', () => {
    const links = [...read(document).matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)];
    const broken = links.filter(([, file = '', anchor = '']) => {
      const linked = file === '' ? document : join(dirname(document), file);
      return !headingsOf(linked).includes(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  test('names make targets and source files that are there', () => {
    const text = read(document);
    const targets = [...text.matchAll(/^make ([a-z-]+)|`make ([a-z-]+)/gm)];
    const unknown = targets
      .map(([, first, second]) => first ?? second)
      .filter((target) => !new RegExp(`^${target}:`, 'm').test(read('Makefile')));
    const paths = [...text.matchAll(/`((?:src|test|scripts|build\/packaging)\/[\w./-]+)`/g)];
    const missing = paths
      .map(([, path]) => path ?? '')
      .filter((path) => !existsSync(join(root, path)));
    expect({ unknown, missing }).toEqual({ unknown: [], missing: [] });
  });
});

test('docs/errors.md has a line for every code', () => {
  const [errors = '', warnings = ''] = read('docs/errors.md').split('## Warnings');
  const codes = (text: string) => [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code);
  expect(codes(errors)).toEqual([...ERROR_CODES]);
  expect(codes(warnings)).toEqual([...WARNING_CODES]);
});

test('ARCHITECTURE.md has every room', () => {
  const rooms = new Set(sourceFiles('src').map(({ path }) => roomOf(path)));
  const folders = [...rooms].filter((room) => !room.endsWith('.ts'));
  expect(folders.filter((room) => !read('ARCHITECTURE.md').includes(`src/${room}/`))).toEqual([]);
});

test('README.md and package.json list the formats there are', () => {
  const row = /^\| Formats \|(.*)\|$/m.exec(read('README.md'))?.[1] ?? '';
  const named = [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(named.sort()).toEqual([...formatNames].sort());
  // Whoever searches on npm finds it by each of them.
  const { keywords } = JSON.parse(read('package.json'));
  expect(formatNames.filter((name) => !keywords.includes(name))).toEqual([]);
});
