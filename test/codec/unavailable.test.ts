import { expect, test } from 'vitest';
import { splicerFor } from '../../src/codec/index.ts';
import { JacoPkgError } from '../../src/errors.ts';

test.each(['xz', 'zstd', 'lzma'] as const)('%s is refused by name', (name) => {
  let error: unknown;
  try {
    splicerFor({ name, level: 6 });
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(JacoPkgError);
  expect(error).toMatchObject({
    code: 'codec_unavailable',
    message: expect.stringContaining(name),
  });
});
