import { expect, test } from 'vitest';
import { compressorFor, Engines } from '../../src/codec/index.ts';

test('zstd is refused by name', () => {
  expect(() => compressorFor({ name: 'zstd', level: 3 }, new Engines(1))).toThrow(/zstd/);
});
