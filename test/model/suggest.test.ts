import { expect, test } from 'vitest';
import { suggest } from '../../src/model/suggest.ts';

const KNOWN = ['name', 'maintainer', 'compression', 'deb', 'rpm', 'contents', 'src', 'dst', 'fc'];

test.each([
  ['maintainers', 'maintainer'],
  ['maintaner', 'maintainer'],
  ['mantianer', 'maintainer'],
  ['compresion', 'compression'],
  ['Name', 'name'],
  ['nmae', 'name'],
  ['dep', 'deb'],
  ['content', 'contents'],
  ['destination', undefined],
  ['x', undefined],
  ['f', undefined],
  ['', undefined],
])('%j is meant to be %s', (word, meant) => {
  expect(suggest(word, KNOWN)).toBe(meant);
});
