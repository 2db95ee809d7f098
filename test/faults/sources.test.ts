// Sources that do not stay what they are while they are packaged.
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../../src/index.ts';
import { refusal } from '../inspect/sample.ts';
import { noise } from '../support/samples.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { filesOf } from './project.ts';

const root = scratchFolder();
let count = 0;

const NAMES = ['a', 'b', 'f'];
/** Large files are read before packages are laid out, small ones meanwhile. */
const SIZES = { large: 1_100_000, small: 30_000 } as const;
type Size = keyof typeof SIZES;

/** Builds a project of some files, and changes the last when the first has been read. */
async function buildWhile(size: Size, change: (path: string, size: number) => void) {
  count += 1;
  const cwd = join(root, String(count));
  for (const name of ['', 'out', 'tmp']) mkdirSync(join(cwd, name));
  for (const name of NAMES) writeFileSync(join(cwd, name), noise(SIZES[size], name));
  const contents = NAMES.map((name) => ({ src: name, dst: `/opt/${name}` }));
  writeFileSync(join(cwd, 'out/sundial_1.2.3_amd64.deb'), 'the old one');
  const before = filesOf(join(cwd, 'out'));
  let changed = false;
  const built = build({
    config: { name: 'sundial', version: '1.2.3', maintainer: 'S <s@dial.example>', contents },
    packagers: ['deb', 'rpm', 'apk', 'archlinux'],
    target: 'out',
    cwd,
    env: { SOURCE_DATE_EPOCH: '1700000000' },
    parallelism: 1,
    onProgress: () => {
      if (!changed) change(join(cwd, 'f'), SIZES[size]);
      changed = true;
    },
  });
  const refused = await refusal(built);
  return { refused, isAsBefore: isSame(before, filesOf(join(cwd, 'out'))) };
}

function isSame(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return JSON.stringify([...one]) === JSON.stringify([...other]);
}

const CHANGES: readonly (readonly [string, (path: string, size: number) => void])[] = [
  ['shrinks', (path) => truncateSync(path, 1000)],
  ['shrinks to nothing', (path) => truncateSync(path, 0)],
  ['grows', (path) => appendFileSync(path, 'more')],
  ['is written to', (path, size) => writeFileSync(path, noise(size, 'other'))],
  ['vanishes', (path) => rmSync(path)],
  [
    'is replaced by a folder',
    (path) => {
      rmSync(path);
      mkdirSync(path);
    },
  ],
  [
    'is replaced by a link to itself',
    (path) => {
      rmSync(path);
      symlinkSync(path, path);
    },
  ],
  [
    'is replaced by another of its size and time',
    (path, size) => {
      writeFileSync(`${path}.new`, noise(size, 'new'));
      renameSync(`${path}.new`, path);
      utimesSync(path, 1, 1);
    },
  ],
  [
    'is replaced by a device',
    (path) => {
      rmSync(path);
      symlinkSync('/dev/zero', path);
    },
  ],
];

describe.each<Size>(['large', 'small'])('a %s source that', (size) => {
  test.each(CHANGES)('%s is named, and nothing is written', async (_, change) => {
    const { refused, isAsBefore } = await buildWhile(size, change);
    expect(refused).toMatchObject({
      code: expect.stringMatching(/^(input_changed|content_unreadable)$/),
      file: 'f',
    });
    expect(isAsBefore).toBe(true);
  });

  needs('mkfifo').test('is replaced by a pipe is not waited for', async () => {
    const { refused, isAsBefore } = await buildWhile(size, (path) => {
      rmSync(path);
      output('mkfifo', [path]);
    });
    expect(refused).toMatchObject({ code: 'input_changed', file: 'f' });
    expect(isAsBefore).toBe(true);
  });
});
