import { afterAll, expect, test } from 'vitest';
import { discard } from '../../src/model/discard.ts';
import { haveTransfer } from '../support/transfer.ts';

const LARGE = 1_000_000;

afterAll(haveTransfer());

test('bytes that are discarded are gone at once', () => {
  const bytes = new Uint8Array(LARGE);
  discard(bytes);
  expect(bytes.length).toBe(0);
});

test('what may belong to others as well is left alone', () => {
  const whole = new Uint8Array(LARGE);
  const shared = new Uint8Array(new SharedArrayBuffer(LARGE));
  const small = new Uint8Array(1000);
  for (const bytes of [whole.subarray(1), whole.subarray(0, -1), shared, small]) discard(bytes);
  expect([whole, shared, small].map(({ length }) => length)).toEqual([LARGE, LARGE, 1000]);
});

test('a Node that cannot give memory back keeps it', () => {
  const bytes = new Uint8Array(LARGE);
  Object.defineProperty(bytes.buffer, 'transfer', { value: undefined });
  discard(bytes);
  expect(bytes.length).toBe(LARGE);
});
