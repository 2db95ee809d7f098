import { describe, expect, test } from 'vitest';
import { Scalar } from '../../src/nfpm-config/scalar.ts';
import { valuesOf } from '../../src/nfpm-config/tree.ts';
import { parseYaml } from '../../src/nfpm-config/yaml.ts';
import { messagesOf, problemsOf } from './support.ts';

/** Plain JSON of a text: scalars as they are written. */
function read(text: string): unknown {
  const { root } = parseYaml(text, 'x.yaml');
  const json = JSON.stringify(root && valuesOf(root), (_, value) => {
    return value instanceof Scalar ? value.text : value;
  });
  return json === undefined ? undefined : JSON.parse(json);
}

describe('values', () => {
  test.each([
    [
      'scalars keep their text',
      'a: 1.10\nb: 0x1F\nc: 2024-01-05\n',
      { a: '1.10', b: '0x1F', c: '2024-01-05' },
    ],
    ['a key without a value is absent', 'a:\nb: ~\nc: null\nd: ""\n', { d: '' }],
    ['an item without a value is null', '- \n- x\n', [null, 'x']],
    ['block and folded text', 'a: |\n  x\n  y\nb: >\n  x\n  y\n', { a: 'x\ny\n', b: 'x y\n' }],
    ['JSON', '{"a": ["1", 2, {"b": true}]}', { a: ['1', '2', { b: 'true' }] }],
    ['a tag makes text of what looks like null', 'a: !!str ~', { a: '~' }],
    ['comments alone', '# nothing\n', undefined],
    ['nothing', '', undefined],
    ['a byte order mark', '\ufeffa: 1\n', { a: '1' }],
    ['an empty second document', 'a: 1\n---\n', { a: '1' }],
    ['an end marker', '---\na: 1\n...\n', { a: '1' }],
    ['a key called __proto__', '__proto__: {a: 1}\n', JSON.parse('{"__proto__": {"a": "1"}}')],
  ])('%s', (_title, text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe('aliases and merge keys', () => {
  test.each([
    ['alias', 'a: &x [1]\nb: *x\n', { a: ['1'], b: ['1'] }],
    ['an anchor can be set again', 'a: &x 1\nb: &x 2\nc: *x\n', { a: '1', b: '2', c: '2' }],
    [
      'merge',
      'a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\n',
      { a: { p: '1', q: '2' }, b: { p: '1', q: '3' } },
    ],
    [
      'of two merged, the first wins',
      'a: {<<: [{p: 1}, {p: 2, q: 2}]}\n',
      { a: { p: '1', q: '2' } },
    ],
    ['merges in merges', 'a: &x {<<: {p: 1}}\nb: {<<: *x}\n', { a: { p: '1' }, b: { p: '1' } }],
    ['a quoted << is a key like others', 'a: {"<<": 1}\n', { a: { '<<': '1' } }],
  ])('%s', (_title, text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe('is refused, with line and column', () => {
  test.each([
    ['name: a\nname: b\n', 'x.yaml:2:1: the key "name" is here twice', 'config_duplicate_key'],
    ['a: {b: 1, b: 2}\n', 'x.yaml:1:11: the key "b" is here twice', 'config_duplicate_key'],
    ['a: [1, 2\nb: 3\n', 'x.yaml:2:1: invalid YAML: Flow sequence', 'config_yaml'],
    ['a: "x\n', 'x.yaml:2:1: invalid YAML: Missing closing "quote', 'config_yaml'],
    ['a:\n\t- b\n', 'x.yaml:2:1: invalid YAML: Tabs are not allowed', 'config_yaml'],
    ['a: *b\n', 'x.yaml:1:4: the alias *b has no complete anchor', 'config_yaml'],
    ['a: &b [*b]\n', 'x.yaml:1:8: the alias *b has no complete anchor', 'config_yaml'],
    ['a: {<<: 1}\n', 'x.yaml:1:9: << takes a mapping', 'config_yaml'],
    ['? [a]\n: b\n', 'x.yaml:1:3: a key must be text', 'config_yaml'],
    [
      'a: !!binary aGk=\n',
      'x.yaml:1:13: the tag tag:yaml.org,2002:binary is not supported',
      'config_yaml',
    ],
    ['é😀: !foo x\n', 'x.yaml:1:10: the tag !foo is not supported', 'config_yaml'],
    ['a: 1\n---\nb: 2\n', 'x.yaml:2:1: a second document begins here', 'config_yaml'],
  ])('%j', (text, message, code) => {
    const action = () => parseYaml(text, 'x.yaml');
    expect(messagesOf(action)[0]).toContain(message);
    expect(problemsOf(action)[0]?.code).toBe(code);
  });

  test('several duplicates together', () => {
    expect(messagesOf(() => parseYaml('a: 1\na: 2\nb: {c: 1, c: 2}\n', 'x.yaml'))).toHaveLength(2);
  });
});

describe('bombs', () => {
  const levels = (count: number, copies: number) =>
    Array.from({ length: count }, (_, i) => {
      return `a${i}: &a${i} [${i === 0 ? 'x' : `*a${i - 1}, `.repeat(copies)}]`;
    }).join('\n');
  const wide = `m: &m {${Array.from({ length: 2000 }, (_, i) => `k${i}: v`).join(', ')}}\n`;

  test.each([
    ['billion laughs', levels(12, 10), 'config_alias_bomb'],
    ['a chain of aliases', levels(200, 1), 'config_alias_bomb'],
    [
      'a wide mapping merged often',
      `${wide}l:\n${'- {<<: *m}\n'.repeat(2000)}`,
      'config_alias_bomb',
    ],
    ['brackets', '['.repeat(100_000), 'config_yaml'],
    ['sequences in sequences', '- '.repeat(100_000), 'config_yaml'],
    ['a million tokens', '\n'.repeat(1_000_001), 'config_too_large'],
  ])('%s', (_title, text, code) => {
    expect(problemsOf(() => parseYaml(text, 'x.yaml'))[0]?.code).toBe(code);
  });

  test('a mapping used by many items is none', () => {
    const text = `a: &a {owner: x, group: x, mode: 0644}\nl:\n${'- *a\n'.repeat(10_000)}`;
    expect(parseYaml(text, 'x.yaml').root?.size).toBe(50_000 - 10_000 + 6);
  });

  test('noise has no more than fifty problems', () => {
    expect(problemsOf(() => parseYaml(`[${','.repeat(1000)}`, 'x.yaml'))).toHaveLength(50);
  });
});
