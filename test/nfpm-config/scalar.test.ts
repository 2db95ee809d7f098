import { describe, expect, test } from 'vitest';
import { booleanOf, integerOf, Scalar } from '../../src/nfpm-config/scalar.ts';

describe('integers are read as go-yaml does', () => {
  test.each([
    ['0', 0],
    ['644', 644],
    ['0644', 0o644],
    ['0o644', 0o644],
    ['0O644', 0o644],
    ['0x1a4', 0x1a4],
    ['0b110', 6],
    ['1_000', 1000],
    ['-7', -7],
    ['+7', 7],
    ['-0', 0],
    ['00', 0],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('%s is %i', (text, value) => {
    expect(integerOf(text)).toBe(value);
  });

  test.each([
    '',
    '0888',
    '08',
    '6.44e2',
    '1.0',
    '0o',
    '0x',
    'ten',
    '1 0',
    '0o9',
    '9007199254740993',
  ])('%j is none', (text) => {
    expect(integerOf(text)).toBeUndefined();
  });
});

test.each([
  ['true', false, true],
  ['FALSE', false, false],
  ['yes', false, true],
  ['Off', false, false],
  ['n', false, false],
  ['yes', true, true],
  ['true', true, undefined],
  ['1', false, undefined],
  ['tRUE', false, undefined],
])('the boolean %s (quoted: %s) is %s', (text, quoted, value) => {
  expect(booleanOf(new Scalar(text, quoted))).toBe(value);
});

test.each([
  ['', false, true],
  ['~', false, true],
  ['null', false, true],
  ['NULL', false, true],
  ['nUll', false, false],
  ['null', true, false],
  ['', true, false],
])('%j (quoted: %s) is null: %s', (text, quoted, isNull) => {
  expect(new Scalar(text, quoted).isNull).toBe(isNull);
});
