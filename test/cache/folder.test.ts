import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CacheFolder } from '../../src/cache/folder.ts';
import { asOrdinaryUser } from '../support/nobody.ts';
import { noise } from '../support/samples.ts';
import { needs, scratchFolder } from '../support/tools.ts';

const keyOf = (name: string) => createHash('sha256').update(name).digest('hex');
const entryOf = (name: string, size = 1000) => ({ check: size, bytes: noise(size, name) });

const parent = scratchFolder();

/** A new folder with a cache in it. */
async function open(limit = 1e6): Promise<{ path: string; folder: CacheFolder }> {
  const path = join(mkdtempSync(join(parent, 'case-')), 'cache');
  const folder = new CacheFolder(path, limit);
  expect(await folder.open()).toBeUndefined();
  return { path, folder };
}

const fileOf = (path: string, name: string) => join(path, keyOf(name).slice(0, 2), keyOf(name));

describe('an entry', () => {
  test('is what was put there', async () => {
    const { folder } = await open();
    expect(await folder.get(keyOf('a'))).toBeUndefined();
    await folder.put(keyOf('a'), entryOf('a'));
    const found = await folder.get(keyOf('a'));
    expect(found?.check).toBe(1000);
    expect(Buffer.compare(found?.bytes ?? Buffer.of(), entryOf('a').bytes)).toBe(0);
  });

  test('is for the user alone, as is the folder', async () => {
    const { path, folder } = await open();
    await folder.put(keyOf('a'), entryOf('a'));
    const file = fileOf(path, 'a');
    expect([path, dirname(file), file].map((each) => statSync(each).mode & 0o777)).toEqual([
      0o700, 0o700, 0o600,
    ]);
  });

  test('is not taken when one bit of it is wrong, wherever that is', async () => {
    const { path, folder } = await open();
    await folder.put(keyOf('a'), entryOf('a', 60));
    const file = fileOf(path, 'a');
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += 1) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(file, damaged);
      expect(await folder.get(keyOf('a')), `byte ${at}`).toBeUndefined();
    }
  });

  test('is not taken when it is cut short, has more than it should, or is empty', async () => {
    const { path, folder } = await open();
    await folder.put(keyOf('a'), entryOf('a', 60));
    const file = fileOf(path, 'a');
    const whole = readFileSync(file);
    writeFileSync(file, Buffer.concat([whole, Buffer.of(0)]));
    expect(await folder.get(keyOf('a'))).toBeUndefined();
    writeFileSync(file, whole);
    expect(await folder.get(keyOf('a'))).toBeDefined();
    for (let size = whole.length - 1; size >= 0; size -= 1) {
      truncateSync(file, size);
      expect(await folder.get(keyOf('a')), `${size} bytes`).toBeUndefined();
    }
  });

  test('is not taken for another one', async () => {
    const { path, folder } = await open();
    await folder.put(keyOf('a'), entryOf('a'));
    const stranger = fileOf(path, 'b');
    mkdirSync(dirname(stranger), { recursive: true });
    renameSync(fileOf(path, 'a'), stranger);
    expect(await folder.get(keyOf('b'))).toBeUndefined();
  });

  test('that is damaged is replaced by the next that is put there', async () => {
    const { path, folder } = await open();
    await folder.put(keyOf('a'), entryOf('a'));
    truncateSync(fileOf(path, 'a'), 10);
    await folder.put(keyOf('a'), entryOf('a'));
    expect(await folder.get(keyOf('a'))).toBeDefined();
  });
});

describe('a folder with more than it may have', () => {
  test('loses what was not used for longest, once it is closed', async () => {
    const { path, folder } = await open(3500);
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const [index, name] of names.entries()) {
      await folder.put(keyOf(name), entryOf(name));
      utimesSync(fileOf(path, name), 1000 + index, 1000 + index);
    }
    await folder.get(keyOf('a'));
    expect(names.filter((name) => existsSync(fileOf(path, name)))).toEqual(names);
    await folder.close();
    expect(names.filter((name) => existsSync(fileOf(path, name)))).toEqual(['a', 'd', 'e']);
  });

  test('keeps files that are none of its own', async () => {
    const { path, folder } = await open(0);
    await folder.put(keyOf('a'), entryOf('a'));
    const own = ['photo.jpg', '00/letter.txt', 'letters/00'].map((name) => join(path, name));
    for (const file of own) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, 'mine');
    }
    await folder.close();
    expect(existsSync(fileOf(path, 'a'))).toBe(false);
    expect(own.filter(existsSync)).toEqual(own);
  });

  test('also loses what a process that was killed left behind', async () => {
    const { path, folder } = await open(1500);
    const left = `${fileOf(path, 'x')}.00000000-0000-0000-0000-000000000000`;
    mkdirSync(dirname(left), { recursive: true });
    writeFileSync(left, noise(1000));
    utimesSync(left, 1000, 1000);
    await folder.put(keyOf('a'), entryOf('a'));
    await folder.close();
    expect(existsSync(left)).toBe(false);
    expect(existsSync(fileOf(path, 'a'))).toBe(true);
  });
});

describe('a folder that cannot be used', () => {
  test.each([
    ['everybody may write to it', 0o777, 0o700],
    ['its group may write to it', 0o775, 0o700],
    ['everybody may write to its folder ab', 0o755, 0o703],
    ['its group may write to its folder ab', 0o700, 0o720],
  ])('says why: %s, and how to mend it', async (why, mode, within) => {
    const path = join(mkdtempSync(join(parent, 'case-')), 'cache');
    mkdirSync(join(path, 'ab'), { recursive: true });
    chmodSync(path, mode);
    chmodSync(join(path, 'ab'), within);
    const hint = `chmod -R go-w '${path}'`;
    expect(await new CacheFolder(path, 1e6).open()).toEqual({ why, hint });
  });

  test('is none that it makes itself, whatever the umask', async () => {
    const before = process.umask(0);
    const { path, folder } = await open();
    await folder.put(keyOf('a'), entryOf('a')).finally(() => process.umask(before));
    expect(await new CacheFolder(path, 1e6).open()).toBeUndefined();
  });

  needs('root').test('says why: it belongs to somebody else', async () => {
    const path = mkdtempSync(join(parent, 'case-'));
    for (const each of [parent, path]) chmodSync(each, 0o755);
    chownSync(path, 12_345, 12_345);
    await asOrdinaryUser(async () => {
      const problem = await new CacheFolder(path, 1e6).open();
      expect(problem).toEqual({ why: 'it belongs to another user' });
    });
    expect(await new CacheFolder(path, 1e6).open()).toBeUndefined();
    mkdirSync(join(path, 'ab'));
    expect(await new CacheFolder(path, 1e6).open()).toBeUndefined();
    chownSync(join(path, 'ab'), 12_346, 12_346);
    const problem = await new CacheFolder(path, 1e6).open();
    expect(problem).toEqual({ why: 'its folder ab belongs to another user' });
  });

  test('says why: there is a file', async () => {
    const path = join(mkdtempSync(join(parent, 'case-')), 'cache');
    writeFileSync(path, '');
    expect(await new CacheFolder(path, 1e6).open()).toEqual({ why: `${path} is no folder` });
  });

  test('gives what it has when nothing can be added, and says why', async () => {
    const { path, folder } = await open();
    await folder.put(keyOf('a'), entryOf('a'));
    for (const each of [parent, dirname(path)]) chmodSync(each, 0o755);
    chmodSync(path, 0o555);
    for (const name of readdirSync(path)) chmodSync(join(path, name), 0o555);
    chmodSync(fileOf(path, 'a'), 0o444);
    const lent = new CacheFolder(path, 1e6);
    await asOrdinaryUser(async () => {
      expect(await lent.open()).toBeUndefined();
      expect(await lent.get(keyOf('a'))).toBeDefined();
      expect(lent.problem).toBeUndefined();
      await lent.put(keyOf('b'), entryOf('b'));
    });
    expect(lent.problem).toEqual({ why: 'permission denied' });
    chmodSync(path, 0o755);
  });
});
