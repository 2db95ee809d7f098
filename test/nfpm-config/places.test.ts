import { describe, expect, test } from 'vitest';
import { keyOf, Places } from '../../src/nfpm-config/places.ts';
import { parseYaml } from '../../src/nfpm-config/yaml.ts';

const TEXT = `name: foo
depends:
  - one
  - &two two
contents:
  - src: a   # 😀
    file_info: {mode: 0644}
deb:
  fields:
    X-A.b: 1
    X-A: 2
  breaks: [*two]
# 😀
`;
const { places } = parseYaml(TEXT, 'nfpm.yaml');

test.each([
  ['name', 1, 7],
  ['depends', 3, 3],
  ['depends[1]', 4, 10],
  ['contents[0]', 6, 5],
  ['contents[0].file_info.mode', 7, 23],
  ['deb.fields.X-A.b', 10, 12],
  ['deb.fields.X-A', 11, 10],
  ['deb.breaks[0]', 4, 10],
  // The nearest there is.
  ['contents[7].src', 6, 3],
  ['contents[0].file_info.owner', 7, 16],
  ['version', 1, 1],
])('%s is at %i:%i', (key, line, column) => {
  expect(places.of(key)).toEqual({ file: 'nfpm.yaml', line, column, key });
});

test('a key itself', () => {
  expect(places.of('deb.fields.X-A', 'key')).toMatchObject({ line: 11, column: 5 });
  expect(places.of('contents[0].file_info', 'key')).toMatchObject({ line: 7, column: 5 });
  expect(places.of('version', 'key')).toMatchObject({ line: 1, column: 1 });
});

test('columns count characters', () => {
  const inline = parseYaml('{"😀": x, b: y}', 'f').places;
  expect(inline.of('b')).toMatchObject({ line: 1, column: 13 });
});

describe('without a file', () => {
  test('only the key is known', () => {
    expect(new Places().of('contents[0].src')).toEqual({ key: 'contents[0].src' });
    expect(new Places().of('')).toEqual({});
  });
});

test('paths of keys', () => {
  expect(keyOf(['contents', 2, 'file_info', 'mode'])).toBe('contents[2].file_info.mode');
  expect(keyOf([])).toBe('');
});
