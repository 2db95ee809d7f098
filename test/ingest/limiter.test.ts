import { expect, test } from 'vitest';
import { Limiter } from '../../src/ingest/limiter.ts';

/** A task that ends when told to. */
function gate() {
  let open: () => void = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

test('no more tasks run than allowed, and the others follow in order', async () => {
  const limiter = new Limiter(2);
  const gates = [gate(), gate(), gate(), gate()];
  const started: number[] = [];
  const all = gates.map(({ passed }, index) =>
    limiter.run(async () => {
      started.push(index);
      await passed;
      return index;
    }),
  );
  expect(started).toEqual([0, 1]);
  gates[1]?.open();
  await new Promise(setImmediate);
  expect(started).toEqual([0, 1, 2]);
  for (const { open } of gates) open();
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
});

test('a task that fails makes room like any other', async () => {
  const limiter = new Limiter(1);
  const failed = limiter.run(() => Promise.reject(new TypeError('no')));
  const next = limiter.run(async () => 'yes');
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('yes');
});

test('stopping fails what runs, what waits and what comes later', async () => {
  const limiter = new Limiter(1);
  let ran = false;
  const running = limiter.run(() => gate().passed);
  const waiting = limiter.run(async () => {
    ran = true;
  });
  limiter.stop(new TypeError('enough'));
  await expect(running).rejects.toThrow('enough');
  await expect(waiting).rejects.toThrow('enough');
  await expect(limiter.run(async () => {})).rejects.toThrow('enough');
  expect(ran).toBe(false);
});
