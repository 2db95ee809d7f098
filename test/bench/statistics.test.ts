import { expect, test } from 'vitest';
import { median } from '../../bench/statistics.ts';

test('the median is the middle one, whatever the order', () => {
  expect(median([9, 1, 100])).toBe(9);
  expect(median([10, 9, 8, 1])).toBe(8.5);
  expect(median([4])).toBe(4);
});

test('numbers are sorted as numbers', () => {
  expect(median([10, 9, 2])).toBe(9);
});

test('of nothing there is none', () => {
  expect(() => median([])).toThrow(RangeError);
});
