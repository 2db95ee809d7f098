import { describe, expect, test } from 'vitest';
import { CONTENT_TYPES } from '../../src/model/recipe.ts';
import { messagesOf, recipeText } from './support.ts';

const ITEMS = `contents:
  - {src: a, dst: /all}
  - {src: a, dst: /deb, packager: deb}
  - {src: a, dst: /rpm, packager: rpm}
  - {src: a, dst: /srpm, packager: srpm}
`;

describe('packager', () => {
  test.each([
    ['deb', ['/all', '/deb']],
    ['rpm', ['/all', '/rpm']],
    ['srpm', ['/all', '/rpm', '/srpm']],
    ['apk', ['/all']],
    ['tarball', ['/all']],
  ] as const)('%s', (format, expected) => {
    expect(recipeText(ITEMS, format).contents.map(({ dst }) => dst)).toEqual(expected);
  });

  test('a tarball with items of its own takes no others', () => {
    const yaml = `${ITEMS}  - {src: a, dst: /tar, packager: tarball}\n`;
    expect(recipeText(yaml, 'tarball').contents.map(({ dst }) => dst)).toEqual(['/tar']);
    expect(recipeText(yaml, 'deb').contents.map(({ dst }) => dst)).toEqual(['/all', '/deb']);
  });

  test('places stay those of the file', () => {
    expect(recipeText(ITEMS, 'srpm').contents[2]?.place).toEqual({
      file: 'nfpm.yaml',
      line: 6,
      column: 5,
      key: 'contents[3]',
    });
  });
});

test.each(CONTENT_TYPES)('type %s', (type) => {
  const [content] = recipeText(`contents: [{src: a, dst: /a, type: ${type}}]\n`).contents;
  expect(content?.type).toBe(type === 'licence' ? 'license' : type);
});

test('no type is a file', () => {
  const yaml = 'contents: [{src: a, dst: /a}, {src: a, dst: /b, type: ""}]\n';
  expect(recipeText(yaml).contents.map(({ type }) => type)).toEqual(['file', 'file']);
});

test('a mode of 0 is none, as in nfpm', () => {
  const yaml = 'contents: [{src: a, dst: /a, file_info: {mode: 0}}]\n';
  expect(recipeText(yaml).contents[0]).not.toHaveProperty('mode');
});

test.each(CONTENT_TYPES)('a %s without src', (type) => {
  const yaml = `contents:\n  - dst: /a\n    type: ${type}\n`;
  const missing =
    'nfpm.yaml:3:5 contents[0].src: src must be given for /a (say which file; only dir and ghost need none)';
  const needed = type !== 'dir' && type !== 'ghost';
  expect(messagesOf(() => recipeText(yaml))).toEqual(needed ? [missing] : []);
});
