import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareUtf8 } from '../../src/model/order.ts';

test('sorts as the UTF-8 bytes do, astral characters included', () => {
  const texts = fc.string({
    unit: fc.oneof(
      fc.constantFrom('a', '/', '\uffff', '\ue000', '𐀀'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
  });
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});

test('is not the order of JavaScript', () => {
  expect(['\u{10000}', '\uffff'].sort(compareUtf8)).toEqual(['\uffff', '\u{10000}']);
  expect(['\u{10000}', '\uffff'].sort()).toEqual(['\u{10000}', '\uffff']);
});
