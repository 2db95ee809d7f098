import { expect, test } from 'vitest';
import { HELP, parseOptions } from '../../bench/options.ts';

test('defaults', () => {
  const options = parseOptions([]);
  expect(options).toMatchObject({
    only: [],
    runs: undefined,
    quick: false,
    json: false,
    docs: false,
  });
});

test('workloads come as a list', () => {
  expect(parseOptions(['--only', 'j-deb,big', '--runs', '7'])).toMatchObject({
    only: ['j-deb', 'big'],
    runs: 7,
  });
});

test.each(['0', '-1', 'x', '1.5', ''])('%j runs are refused', (runs) => {
  expect(() => parseOptions([`--runs=${runs}`])).toThrow('--runs must be a number');
});

test('an option that is unknown is refused', () => {
  expect(() => parseOptions(['--fast'])).toThrow('--fast');
});

test('the help tells of every option', () => {
  const { help: _, ...options } = parseOptions([]);
  expect(
    HELP.match(/^ {2}--\w+/gm)
      ?.map((option) => option.slice(4))
      .sort(),
  ).toEqual(Object.keys(options).sort());
});
