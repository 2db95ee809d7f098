import { afterEach, expect, test, vi } from 'vitest';
import { beginAhead } from '../../src/ahead.ts';
import { WorkerEngine } from '../../src/codec/workers/worker-engine.ts';

const cores = vi.hoisted(() => ({ count: 2 }));
vi.mock('node:os', async (original) => ({
  ...(await original<typeof import('node:os')>()),
  availableParallelism: () => cores.count,
}));

const versions = Object.getOwnPropertyDescriptor(process, 'versions');
afterEach(() => {
  vi.restoreAllMocks();
  if (versions) Object.defineProperty(process, 'versions', versions);
});

function begins(formats: readonly string[], { zstd = true, count = 2 } = {}): boolean {
  const { zstd: _, ...others } = process.versions;
  const value = zstd ? { ...others, zstd: '1.5.7' } : others;
  Object.defineProperty(process, 'versions', { ...versions, value });
  cores.count = count;
  const begin = vi.spyOn(WorkerEngine, 'begin').mockImplementation(() => {});
  begin.mockClear();
  beginAhead(formats);
  return begin.mock.calls.length > 0;
}

test('a thread starts early, but not for what Node compresses itself', () => {
  expect(begins([])).toBe(true);
  expect(begins(['all'])).toBe(true);
  expect(begins(['deb', 'archlinux'])).toBe(true);
  expect(begins(['archlinux'])).toBe(false);
  expect(begins(['archlinux'], { zstd: false })).toBe(true);
});

test('on a single core no thread starts early', () => {
  expect(begins(['deb'], { count: 1 })).toBe(false);
});
