import { setImmediate as later } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Signer } from '../../src/model/signing.ts';
import { Line } from '../../src/sign/line.ts';

/** Signs slowly, and writes down when. */
function signerOf(name: string, log: string[], fails = false): Signer {
  return {
    async sign() {
      log.push(`${name} begins`);
      await later();
      log.push(`${name} ends`);
      if (fails) throw new TypeError(name);
      return Buffer.from(name);
    },
  };
}

test('signers in a line sign one after the other, and one that fails holds up nobody', async () => {
  const log: string[] = [];
  const line = new Line(undefined);
  const signers = [signerOf('a', log), signerOf('b', log, true), signerOf('c', log)];
  const made = signers.map((signer) => line.of(signer).sign('openpgp', []));
  expect(await Promise.allSettled(made)).toEqual([
    { status: 'fulfilled', value: Buffer.from('a') },
    { status: 'rejected', reason: new TypeError('b') },
    { status: 'fulfilled', value: Buffer.from('c') },
  ]);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('nobody signs once it is known that nothing will come of it', async () => {
  const log: string[] = [];
  const controller = new AbortController();
  const line = new Line(controller.signal);
  const made = ['a', 'b'].map((name) => line.of(signerOf(name, log)).sign('openpgp', []));
  await later();
  controller.abort(new TypeError('enough'));
  expect(await Promise.allSettled(made)).toMatchObject([
    { status: 'fulfilled' },
    { status: 'rejected', reason: new TypeError('enough') },
  ]);
  expect(log).toEqual(['a begins', 'a ends']);
});
