import { createHash } from 'node:crypto';
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { compiledCli } from '../support/cli.ts';
import { output, scratchFolder } from '../support/tools.ts';
import { Workspace } from './jaco.ts';

const folder = scratchFolder();
const workspace = new Workspace(join(folder, 'first'));
let launcher = '';
let expected: Record<string, string>;

beforeAll(() => {
  launcher = compiledCli(join(folder, 'tool'));
  // Long enough for several fragments, compressed at once where there are cores.
  writeFileSync(join(workspace.path, 'build/bin/linux/amd64/jacod'), noise(5 << 20));
  expected = built(workspace.path);
});

// More environments, and more formats, are in test/reproducible.
describe('JACO, built twice', () => {
  test('gives four packages', () => {
    expect(Object.keys(expected).sort()).toEqual([
      'jaco-1.2.3-1.x86_64.rpm',
      'jaco-v1.2.3-linux-amd64.tar.gz',
      'jaco_1.2.3_amd64.deb',
      'jaco_1.2.3_x86_64.apk',
    ]);
  });

  test('in another folder, written in another order at another time, is the same', () => {
    const copy = join(folder, 'second/with a longer name');
    copyBackwards(workspace.path, copy);
    expect(built(copy)).toEqual(expected);
  });

  test('from other bytes, is not the same', () => {
    const other = join(folder, 'other');
    cpSync(workspace.path, other, { recursive: true });
    writeFileSync(join(other, 'build/bin/linux/amd64/jacod'), noise(5 << 20, 2));
    const packages = built(other);
    for (const [name, digest] of Object.entries(expected)) {
      expect(packages[name]).toMatch(/^[0-9a-f]{64}$/);
      expect(packages[name]).not.toBe(digest);
    }
  });
});

/** Name and SHA-256 of each package. */
function built(cwd: string) {
  const target = mkdtempSync(join(folder, 'dist-'));
  const args = [launcher, 'build', '-p', 'deb,rpm,apk,tarball', '-t', target];
  const env = { PACKAGE_VERSION: 'v1.2.3', SOURCE_DATE_EPOCH: '1700000000' };
  output(process.execPath, args, { cwd, env });
  return Object.fromEntries(
    readdirSync(target).map((name) => {
      const bytes = readFileSync(join(target, name));
      return [name, createHash('sha256').update(bytes).digest('hex')];
    }),
  );
}

/** Bytes that compress as programs do, about to a third, and are the same for the same seed. */
function noise(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[i] = (state >>> 16) % 6 === 0 ? state >>> 24 : 0x20;
  }
  return bytes;
}

/** Copies a folder, its last file first, with times of its own and tighter permissions. */
function copyBackwards(from: string, to: string): void {
  const sources = readdirSync(from, { recursive: true, encoding: 'utf8' })
    .filter((name) => lstatSync(join(from, name)).isFile() && !name.startsWith('dist'))
    .sort()
    .reverse();
  for (const [index, name] of sources.entries()) {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    writeFileSync(join(to, name), readFileSync(join(from, name)), { mode: 0o600 });
    utimesSync(join(to, name), index * 1000, 1_600_000_000 + index * 1000.5);
  }
}
