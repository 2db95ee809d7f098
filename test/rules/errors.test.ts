import { describe, expect, test } from 'vitest';
import { ERROR_CODES, WARNING_CODES } from '../../src/errors.ts';
import { sourceFiles } from './sources.ts';

const src = sourceFiles('src').filter(
  // Where codes are declared, not raised.
  ({ path }) => path !== 'src/errors.ts' && !path.startsWith('src/model/'),
);
const tests = sourceFiles('test').filter(({ path }) => !path.startsWith('test/rules/'));

describe.each([
  ['error', ERROR_CODES],
  ['warning', WARNING_CODES],
] as const)('%s codes', (_kind, codes) => {
  test('are each raised by something', () => {
    const raised = src.map(({ text }) => text).join('');
    expect(codes.filter((code) => !raised.includes(`'${code}'`))).toEqual([]);
  });

  test('are each seen by a test', () => {
    const seen = tests.map(({ text }) => text).join('');
    expect(codes.filter((code) => !seen.includes(code))).toEqual([]);
  });

  test('are sorted, each once', () => {
    expect(codes).toEqual([...new Set(codes)].sort());
  });
});
