import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timestampOf } from '../../src/nfpm-config/timestamp.ts';

const BOTH = [true, false];

describe.each(BOTH)('lenient: %s', (lenient) => {
  test.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2009-11-10T23:00:00Z', 1257894000],
    ['2021-03-04T05:06:07+05:30', 1614814567],
    ['2021-03-04T05:06:07-08:00', 1614863167],
    ['2021-03-04T05:06:07.999Z', 1614834367],
    ['1969-12-31T23:59:59Z', -1],
    ['2024-02-29T00:00:00Z', 1709164800],
  ])('%s', (text, seconds) => {
    expect(timestampOf(text, lenient)).toBe(seconds);
  });

  test.each([
    '2023-02-29T00:00:00Z',
    '2021-13-01T00:00:00Z',
    '2021-00-01T00:00:00Z',
    '2021-01-32T00:00:00Z',
    '2021-01-01T24:00:00Z',
    '2021-01-01T00:60:00Z',
    '2021-01-01T00:00:00+24:00',
    '2021-01-01T00:00:00',
    '1700000000',
    'yesterday',
    '',
  ])('%j is none', (text) => {
    expect(timestampOf(text, lenient)).toBeUndefined();
  });
});

describe('only unquoted', () => {
  test.each([
    ['2021-03-04', 1614816000],
    ['2021-3-4', 1614816000],
    ['2021-03-04 05:06:07', 1614834367],
    ['2021-03-04t05:06:07Z', 1614834367],
    ['2021-3-4T5:6:7Z', 1614834367],
  ])('%s', (text, seconds) => {
    expect(timestampOf(text, true)).toBe(seconds);
    expect(timestampOf(text, false)).toBeUndefined();
  });
});

test('agrees with Date for every moment', () => {
  const moments = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(moments, (date) => {
      expect(timestampOf(date.toISOString(), false)).toBe(Math.floor(date.getTime() / 1000));
    }),
  );
});
