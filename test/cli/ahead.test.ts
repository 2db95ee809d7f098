import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { beginAhead } from '../../src/ahead.ts';
import { WorkerEngine } from '../../src/codec/workers/worker-engine.ts';
import { scratchFolder } from '../support/tools.ts';

const cores = vi.hoisted(() => ({ count: 2 }));
vi.mock('node:os', async (original) => ({
  ...(await original<typeof import('node:os')>()),
  availableParallelism: () => cores.count,
}));

const cwd = scratchFolder();
writeFileSync(join(cwd, 'large'), new Uint8Array(256 * 1024));
writeFileSync(join(cwd, 'small'), new Uint8Array(256 * 1024 - 1));
mkdirSync(join(cwd, 'folder'));

const versions = Object.getOwnPropertyDescriptor(process, 'versions');
afterEach(() => {
  vi.restoreAllMocks();
  if (versions) Object.defineProperty(process, 'versions', versions);
});

const LARGE = 'contents:\n  - src: large\n    dst: /opt/large\n';

function begins(
  formats: readonly string[],
  { text = LARGE, config = 'nfpm.yaml', zstd = true, count = 2 } = {},
): boolean {
  const { zstd: _, ...others } = process.versions;
  const value = zstd ? { ...others, zstd: '1.5.7' } : others;
  Object.defineProperty(process, 'versions', { ...versions, value });
  cores.count = count;
  writeFileSync(join(cwd, 'nfpm.yaml'), text);
  const begin = vi.spyOn(WorkerEngine, 'begin').mockImplementation(() => {});
  begin.mockClear();
  beginAhead({ config, cwd, formats });
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

test.each([
  ['contents: [{ src: large, dst: /opt/large }]', true],
  ['contents: [{ src: "large", dst: /opt/large }]', true],
  ["contents: [{dst: /opt/large, src: 'large'}]", true],
  ['{"contents":[{"src":"large","dst":"/opt/large"}]}', true],
  ['contents: [{ src: ./folder/../large, dst: /opt/large }]', true],
  ['contents: [{ src: small, dst: /a }, { src: large, dst: /b }]', true],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a configuration
  ['contents: [{ src: "build/${PACKAGE_ARCH}/app", dst: /a }]', true],
  ['contents: [{ src: small, dst: /opt/small }]', false],
  ['contents: [{ src: folder, dst: /opt/folder, type: tree }]', false],
  ['contents: [{ src: nowhere, dst: /opt/nowhere }]', false],
  ['name: large', false],
])('a thread starts early for what seems to be large: %s', (text, starts) => {
  expect(begins(['deb'], { text })).toBe(starts);
});

test.each(['-', 'folder', 'nowhere.yaml'])(
  'a configuration that is no file is left alone: %s',
  (config) => {
    expect(begins(['deb'], { config })).toBe(false);
  },
);
