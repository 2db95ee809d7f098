import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { crc32 } from '../../src/codec/crc32.ts';
import { JacoPkgError } from '../../src/errors.ts';
import { readAgain, readChunks, readWhole, roomIn } from '../../src/ingest/read.ts';
import { asOrdinaryUser } from '../support/nobody.ts';
import { machineCode, prose } from '../support/samples.ts';
import { scratchFolder } from '../support/tools.ts';
import { planted } from './files.ts';

type Planted = ReturnType<typeof planted>;

const folder = scratchFolder();
const LARGE = machineCode(2_500_000);

async function errorOf(task: () => unknown): Promise<JacoPkgError> {
  try {
    await task();
  } catch (error) {
    if (error instanceof JacoPkgError) return error;
    throw error;
  }
  throw new TypeError('nothing was thrown');
}

async function drain(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

function whole(input: Planted): Uint8Array {
  const bytes = new Uint8Array(input.size);
  readWhole(input, bytes);
  return bytes;
}

/** Reads a large file, and meddles after its first chunk. */
async function meddled(name: string, meddle: (path: string) => void): Promise<JacoPkgError> {
  const path = join(folder, name);
  const input = planted(path, LARGE, `src/${name}`);
  return errorOf(async () => {
    for await (const chunk of readChunks(input, roomIn())) {
      expect(chunk.length).toBeGreaterThan(0);
      meddle(path);
    }
  });
}

test('a file comes in pieces of at most 1 MiB, in order', async () => {
  const input = planted(join(folder, 'plain'), LARGE);
  const lengths: number[] = [];
  for await (const { length } of readChunks(input, roomIn())) lengths.push(length);
  expect(lengths).toEqual([2 ** 20, 2 ** 20, LARGE.length - 2 ** 21]);
  expect((await drain(readChunks(input, roomIn()))).equals(LARGE)).toBe(true);
  expect(Buffer.compare(whole(input), LARGE)).toBe(0);
});

test.each<[string, RegExp, (path: string) => void]>([
  ['shrinks', /it shrank/, (path) => truncateSync(path, 1_500_000)],
  ['grows', /had 2500000 bytes and has 25\d+/, (path) => appendFileSync(path, 'more')],
  ['is touched', /it was written to/, (path) => utimesSync(path, 1, 1)],
])('a file that %s while being read is named', async (name, says, meddle) => {
  const error = await meddled(name.replace(' ', '-'), meddle);
  expect(error.code).toBe('input_changed');
  expect(error.message).toMatch(says);
  expect(error.problems[0].place?.file).toBe(`src/${name.replace(' ', '-')}`);
});

/** Ways in which a file can differ from what was planned, before it is opened. */
const BEFORE: readonly [string, RegExp, (path: string) => void][] = [
  ['shrank', /it had 3000 bytes and has 10/, (path) => truncateSync(path, 10)],
  ['grew', /it had 3000 bytes and has 3004/, (path) => appendFileSync(path, 'more')],
  ['touched', /it was written to/, (path) => utimesSync(path, 1, 1)],
  ['vanished', /it vanished/, (path) => rmSync(path)],
  ['folder-gone', /it vanished/, (path) => rmSync(join(path, '..'), { recursive: true })],
  [
    'replaced',
    /it was replaced/,
    (path) => {
      planted(`${path}.new`, prose(3000));
      renameSync(`${path}.new`, path);
    },
  ],
];

test.each(BEFORE)('a file that %s since planning is named, whole or in pieces', async (...of) => {
  const [name, says, change] = of;
  for (const read of [whole, (of: Planted) => drain(readChunks(of, roomIn()))]) {
    const home = join(folder, `${name}-home`);
    mkdirSync(home, { recursive: true });
    const path = join(home, 'file');
    const input = planted(path, prose(3000), 'conf/app.yaml');
    change(path);
    const error = await errorOf(() => read(input));
    expect(error.code).toBe('input_changed');
    expect(error.message).toMatch(says);
    expect(error.problems[0].place).toEqual({ file: 'conf/app.yaml' });
    expect(error.problems[0].hint).toMatch(/build again/);
    rmSync(home, { recursive: true, force: true });
  }
});

test('bytes that change between two reads are noticed though size and time are the same', async () => {
  const path = join(folder, 'twice');
  const input = planted(path, LARGE, 'bin/app');
  const check = crc32(LARGE);
  expect((await drain(readAgain(input, check))).equals(LARGE)).toBe(true);
  const other = LARGE.slice();
  other[2_000_000] = (other[2_000_000] ?? 0) ^ 1;
  planted(path, other);
  const error = await errorOf(() => drain(readAgain(input, check)));
  expect(error.code).toBe('input_changed');
  expect(error.message).toMatch(/bin\/app changed .* not those it had at first/);
});

test('a file without read permission is named', async () => {
  const path = join(folder, 'secret');
  const input = planted(path, prose(10), 'etc/secret');
  chmodSync(path, 0);
  for (const read of [() => whole(input), () => drain(readChunks(input, roomIn()))]) {
    const error = await asOrdinaryUser(() => errorOf(read));
    expect(error.code).toBe('content_unreadable');
    expect(error.message).toMatch(/cannot read etc\/secret: EACCES/);
  }
});

test('a folder in the place of a file cannot be read', async () => {
  const path = join(folder, 'a-folder');
  mkdirSync(path);
  const input = { ...planted(join(folder, 'a-file'), prose(10), 'etc/dir'), path };
  for (const read of [() => whole(input), () => drain(readChunks(input, roomIn()))]) {
    const error = await errorOf(read);
    expect(['content_unreadable', 'input_changed']).toContain(error.code);
    expect(error.message).toMatch(/etc\/dir/);
  }
});
