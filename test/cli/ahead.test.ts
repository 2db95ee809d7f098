import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { threadAhead } from '../../src/ahead.ts';
import { scratchFolder } from '../support/tools.ts';

const cores = vi.hoisted(() => ({ count: 2 }));
vi.mock('node:os', async (original) => ({
  ...(await original<typeof import('node:os')>()),
  availableParallelism: () => cores.count,
}));

vi.mock('../../src/codec/workers/thread.ts', () => ({ startThread: () => 'a thread' }));

const cwd = scratchFolder();
writeFileSync(join(cwd, 'large'), new Uint8Array(256 * 1024));
writeFileSync(join(cwd, 'much'), new Uint8Array(4 * 1024 * 1024));
writeFileSync(join(cwd, 'small'), new Uint8Array(256 * 1024 - 1));
mkdirSync(join(cwd, 'folder'));

const versions = Object.getOwnPropertyDescriptor(process, 'versions');
afterEach(() => {
  vi.restoreAllMocks();
  if (versions) Object.defineProperty(process, 'versions', versions);
});

const LARGE = 'contents:\n  - src: large\n    dst: /opt/large\n';

function ahead(
  options: readonly string[],
  { command = 'build', text = LARGE, zstd = true, count = 2 } = {},
): ReturnType<typeof threadAhead> {
  const { zstd: _, ...others } = process.versions;
  const value = zstd ? { ...others, zstd: '1.5.7' } : others;
  Object.defineProperty(process, 'versions', { ...versions, value });
  cores.count = count;
  writeFileSync(join(cwd, 'nfpm.yaml'), text);
  return threadAhead([command, ...options], cwd);
}

/** Whether a thread starts. */
function begins(...given: Parameters<typeof ahead>): boolean {
  return ahead(...given) !== undefined;
}

test('a thread starts early, but not for what Node compresses itself', () => {
  expect(begins([])).toBe(true);
  expect(begins(['-p', 'all'])).toBe(true);
  expect(begins(['-p', 'deb', '-p=archlinux'])).toBe(true);
  expect(begins(['-p', 'archlinux'])).toBe(false);
  expect(begins(['--packager=archlinux,archlinux'])).toBe(false);
  expect(begins(['-p=archlinux'], { zstd: false })).toBe(true);
});

test.each([
  ['deb', 'deb:\n  compression: zstd\n', false],
  ['deb', 'deb:\n  # the fast one\n\n  breaks: [b]\n  compression: "zstd:19"\n', false],
  ['deb,archlinux', 'deb:\n  compression: zstd\n', false],
  ['deb', 'deb:\n  compression: gzip\n', true],
  ['deb', 'deb:\n  breaks: [b]\nrpm:\n  compression: zstd\n', true],
  ['deb,rpm', 'deb:\n  compression: zstd\n', true],
  ['archlinux', 'archlinux:\n  compression: xz\n', true],
  ['archlinux', 'archlinux:\n  packager: A <a@b.example>\n', false],
])('a thread starts early for %s only where not all is compressed by Node: %j', (...of) => {
  const [formats, more, starts] = of;
  expect(begins(['-p', formats], { text: more + LARGE })).toBe(starts);
  expect(begins(['-p', formats], { text: LARGE + more })).toBe(starts);
  expect(begins(['-p', formats], { text: LARGE + more, zstd: false })).toBe(true);
});

test('on a single core no thread starts early', () => {
  expect(begins([], { count: 1 })).toBe(false);
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
  expect(begins([], { text })).toBe(starts);
});

test('two threads start early for what is much', () => {
  expect(ahead([])).toEqual({ thread: 'a thread', isMuch: false });
  const text = LARGE.replace('src: large', 'src: much');
  expect(ahead([], { text })).toEqual({ thread: 'a thread', isMuch: true });
});

test.each([
  ['package', [], true],
  ['pkg', ['-qt', 'out'], true],
  ['release', ['--snapshot'], true],
  ['release', ['merge', 'a', 'b'], false],
  ['lint', [], false],
  ['build', ['--dry-run'], false],
  ['build', ['-qn'], false],
  ['build', ['--help'], false],
  ['build', ['--cache=folder'], false],
  ['build', ['-f', 'other.yaml'], true],
  ['build', ['--config=other.yaml'], true],
  ['build', ['-f=other.yaml'], true],
  ['build', ['-f', '-'], false],
  ['build', ['-f', 'folder'], false],
  ['build', ['-f', 'nowhere.yaml'], false],
  ['build', ['-f'], false],
])('a thread starts early as a command line has it: %s %j', (command, options, starts) => {
  writeFileSync(join(cwd, 'other.yaml'), LARGE);
  const text = options.some((option) => option.includes('other')) ? '' : LARGE;
  expect(begins(options, { command, text })).toBe(starts);
});
