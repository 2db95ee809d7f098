import { expect, test, vi } from 'vitest';
import { applyPassword } from '../../src/minisign/kdf.ts';

vi.mock('node:crypto', async (original) => ({
  ...(await original<typeof import('node:crypto')>()),
  scrypt: (...args: unknown[]) => {
    const done = args.at(-1);
    if (typeof done === 'function') done(new Error('malloc failure'));
  },
}));

test('says how much memory a password needs when it cannot be had', async () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const cost = { N: 2 ** 20, r: 8, p: 1 };
  await expect(applyPassword(bytes, 'pw', bytes, cost)).rejects.toMatchObject({
    code: 'key_derivation',
    message: 'deriving a key from the password needs 1025 MiB of memory',
  });
  expect(bytes).toEqual(Uint8Array.of(1, 2, 3));
});
