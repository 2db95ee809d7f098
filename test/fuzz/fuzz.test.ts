import { describe, expect, test } from 'vitest';
import { Run } from './run.ts';
import { TARGETS } from './targets.ts';

/** Enough to find what is often wrong; `npm run fuzz` goes on. */
const INPUTS = 150;

describe.each(TARGETS)('$name', (target) => {
  test('reads what is right', async () => {
    const seeds = await target.seeds();
    expect(seeds.length).toBeGreaterThan(0);
  });

  test(`takes ${INPUTS} changed inputs for what they are`, async () => {
    const run = new Run(target, 'suite');
    for (let index = 0; index < INPUTS; index += 1) {
      const finding = await run.try(index);
      expect(finding?.fault, `input ${index}`).toBeUndefined();
    }
  });
});
