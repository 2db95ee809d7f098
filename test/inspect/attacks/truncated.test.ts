// A package that ends too early, wherever that is, is an error that says where.
import { describe, expect, test } from 'vitest';
import { JacoPkgError } from '../../../src/errors.ts';
import { inspect } from '../../../src/inspect/index.ts';
import { FORMAT_NAMES } from '../../../src/model/package.ts';
import { packagesOf } from '../../fuzz/seeds.ts';

/** Bytes that may be missing at the end: padding, and zeros that end a tar archive. */
function neededBytes(bytes: Buffer): number {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return end;
}

describe.each(FORMAT_NAMES)('%s', (name) => {
  test('cut after every byte', async () => {
    // Where nothing is compressed there are many bytes that are all alike.
    for (const [which, bytes] of (await packagesOf(name)).entries()) {
      const step = which === 0 ? 1 : 61;
      for (let length = 0; length < neededBytes(bytes); length += step) {
        const error = await inspect(bytes.subarray(0, length)).then(String, (cause) => cause);
        expect(error, `${length} of ${bytes.length} bytes`).toBeInstanceOf(JacoPkgError);
        const { code, place } = (error as JacoPkgError).problems[0];
        expect(['package_malformed', 'package_unsupported']).toContain(code);
        if (code === 'package_unsupported') continue;
        const isInside = place?.member !== undefined || (place?.offset ?? length + 1) <= length;
        expect(isInside, `${String(error)} of ${length} bytes`).toBe(true);
      }
    }
  });
});
