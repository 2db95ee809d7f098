import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apk } from '../../src/apk/index.ts';
import { archlinux } from '../../src/archlinux/index.ts';
import { deb } from '../../src/deb/index.ts';
import { ownHolder } from '../../src/holder.ts';
import { extract } from '../../src/inspect/index.ts';
import { ipk } from '../../src/ipk/index.ts';
import { temporaryPath } from '../../src/output/temporary.ts';
import { rpm } from '../../src/rpm/index.ts';
import { noise } from '../support/samples.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';
import { type HostileEntry, hostileTar } from './hostile-tar.ts';
import { ENTRIES, refusal, written } from './sample.ts';

const scratch = scratchFolder();
let count = 0;

/** A folder that is not there yet, within one that is empty. */
function target(): { readonly around: string; readonly folder: string } {
  count += 1;
  const around = join(scratch, String(count));
  mkdirSync(around);
  return { around, folder: join(around, 'into') };
}

/** What this process has open, where that can be seen. */
function openFiles(): string[] {
  if (!existsSync('/proc/self/fd')) return [];
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  });
}

/** Everything below a folder, with types. */
function listing(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return all.map((name) => {
    const stats = lstatSync(join(folder, name));
    const mode = (stats.mode & 0o7777).toString(8);
    if (stats.isSymbolicLink()) return `${name} -> ${readlinkSync(join(folder, name))}`;
    return stats.isDirectory() ? `${name}/ ${mode}` : `${name} ${mode} ${stats.size}`;
  });
}

describe.each([deb, rpm, apk, archlinux, ipk])('$name', (format) => {
  test('is extracted with content, modes, times and links', async () => {
    const { folder } = target();
    const { written: paths, leftOut } = await extract(await written(format), folder);
    expect(leftOut).toEqual([]);
    for (const entry of ENTRIES) {
      const stats = lstatSync(join(folder, entry.path));
      if (entry.type === 'symlink') {
        expect(readlinkSync(join(folder, entry.path))).toBe(entry.target);
        continue;
      }
      if (!paths.includes(entry.path)) continue;
      expect(stats.mode & 0o7777, entry.path).toBe(entry.mode & 0o777);
      expect(stats.mtimeMs / 1000, entry.path).toBe(entry.mtime);
      if (entry.type === 'file') expect(stats.size).toBe(entry.size);
    }
    expect(readFileSync(join(folder, 'etc/sundial/sundial.conf'), 'utf8')).toBe('latitude = 52\n');
  });
});

const file = (name: string, content = 'x'): HostileEntry => ({ name, content });
const link = (name: string, linkname: string): HostileEntry => ({
  name,
  type: 'symlink',
  linkname,
});
const hard = (name: string, linkname: string): HostileEntry => ({ name, type: 'link', linkname });
const folderOf = (name: string): HostileEntry => ({ name, type: 'directory', mode: 0o755 });

describe('nothing is written of a package', () => {
  test.each<readonly [what: string, entries: HostileEntry[]]>([
    ['a path that leads out', [file('good'), file('../evil')]],
    ['a path that leads out further down', [file('good'), file('a/b/../../../evil')]],
    ['a path that leads out and in again', [file('good'), file('../into/evil')]],
    ['a file through a link', [file('good'), link('a', '/tmp'), file('a/evil')]],
    ['a file through a link to the folder around', [file('good'), link('a', '..'), file('a/evil')]],
    ['a folder through a link', [file('good'), link('a', '..'), folderOf('a/evil')]],
    ['a file in place of a link', [file('good'), link('a', '../evil'), file('a')]],
    ['a file within a file', [file('good'), file('a'), file('a/evil')]],
    ['a hard link to the outside', [file('good'), hard('a', '../../etc/passwd')]],
    ['a hard link to what is not there', [file('good'), hard('a', 'etc/passwd')]],
    ['a hard link through a link', [file('good'), link('d', '..'), hard('a', 'd/x')]],
    ['a file twice', [file('good'), file('a'), file('./a')]],
    ['a NUL in a path', [file('good'), { ...file('x'), pax: { path: 'a\0b' } }]],
    ['a NUL in a link', [file('good'), { ...link('x', 'y'), pax: { linkpath: 'a\0b' } }]],
  ])('with %s', async (_, entries) => {
    const { around, folder } = target();
    const refused = await refusal(extract(await hostileTar(entries), folder));
    expect(refused).toMatchObject({ code: 'path_unsafe' });
    expect(listing(around)).toEqual([]);
  });

  test('whose end is damaged', async () => {
    const { around, folder } = target();
    const bytes = await written(deb);
    const refused = await refusal(extract(bytes.subarray(0, -100), folder));
    expect(refused).toMatchObject({ code: 'package_malformed' });
    expect(listing(around)).toEqual([]);
  });

  test('and all reasons are told at once', async () => {
    const bytes = await hostileTar(Array.from({ length: 30 }, (_, i) => file(`../${i}`)));
    const { folder } = target();
    const error = await extract(bytes, folder).catch((cause) => cause);
    expect(error.problems).toHaveLength(21);
    expect(error.problems[20].message).toBe('and 10 more');
  });
});

describe('what is absolute', () => {
  test('lands below the folder', async () => {
    const { folder } = target();
    await extract(await hostileTar([file('/etc/evil'), file('//tmp/evil')]), folder);
    expect(listing(folder)).toEqual(['etc/ 755', 'etc/evil 644 1', 'tmp/ 755', 'tmp/evil 644 1']);
  });
});

describe('what is in the folder already', () => {
  test('is not replaced, and what was written goes again', async () => {
    const { folder } = target();
    mkdirSync(join(folder, 'a'), { recursive: true });
    writeFileSync(join(folder, 'a/mine'), 'mine');
    const bytes = await hostileTar([file('a/new'), file('b/new'), file('a/mine', 'theirs')]);
    const extracted = extract(bytes, folder);
    expect(await refusal(extracted)).toMatchObject({ code: 'target_conflict' });
    await expect(extracted).rejects.toThrow(`${folder}/a/mine cannot be extracted`);
    expect(listing(folder)).toEqual(['a/ 755', 'a/mine 644 4']);
    expect(readFileSync(join(folder, 'a/mine'), 'utf8')).toBe('mine');
  });

  test('is not followed when it is a link', async () => {
    const { around, folder } = target();
    mkdirSync(folder);
    mkdirSync(join(around, 'outside'));
    symlinkSync('../outside', join(folder, 'a'));
    for (const entries of [
      [file('a/evil')],
      [folderOf('a')],
      [folderOf('a/b')],
      [link('a', 'x')],
    ]) {
      const refused = await refusal(extract(await hostileTar(entries), folder));
      expect(refused).toMatchObject({ code: 'target_conflict' });
    }
    expect(listing(around)).toEqual(['into/ 755', 'into/a -> ../outside', 'outside/ 755']);
  });

  test('keeps its mode', async () => {
    const { folder } = target();
    mkdirSync(join(folder, 'a'), { recursive: true, mode: 0o700 });
    await extract(await hostileTar([{ ...folderOf('a'), mode: 0o777 }, file('a/b')]), folder);
    expect(listing(folder)).toEqual(['a/ 700', 'a/b 644 1']);
  });

  test('may not be a file where the folder is to be', async () => {
    const { around } = target();
    writeFileSync(join(around, 'file'), '');
    const refused = await refusal(extract(await hostileTar([file('a')]), join(around, 'file')));
    expect(refused).toMatchObject({ code: 'target_unwritable' });
  });
});

describe('what is left out', () => {
  test('are devices, pipes and the like', async () => {
    const { folder } = target();
    const bytes = await hostileTar([
      { name: 'dev/null', type: 'character-device', devmajor: 1, devminor: 3 },
      { name: 'dev/sda', type: 'block-device', devmajor: 8, devminor: 0 },
      { name: 'pipe', type: 'fifo' },
      file('good'),
    ]);
    const { leftOut } = await extract(bytes, folder);
    expect(leftOut).toEqual(['/dev/null', '/dev/sda', '/pipe']);
    expect(listing(folder).filter((line) => !line.startsWith('dev'))).toEqual(['good 644 1']);
    expect(existsSync(join(folder, 'dev/null'))).toBe(false);
  });
});

describe('names that are no text', () => {
  test('are written byte for byte', async () => {
    const { folder } = target();
    const bytes = await hostileTar([file('a_b'), hard('c_d', 'a_b'), link('e_f', 'a_b')]);
    // One byte of each name, and the checksums that go with it.
    for (let at = 0; at < bytes.length; at += 512) {
      for (const field of [at, at + 157]) {
        if (bytes[field + 1] !== 0x5f) continue;
        bytes[field + 1] = 0xff;
        const sum = Number.parseInt(bytes.toString('latin1', at + 148, at + 154), 8);
        bytes.write((sum + 0xff - 0x5f).toString(8).padStart(6, '0'), at + 148, 'latin1');
      }
    }
    const { written: paths } = await extract(bytes, folder);
    expect(paths).toEqual(['/a\\xffb', '/c\\xffd', '/e\\xfff']);
    const names = readdirSync(folder, { encoding: 'buffer' }).map((name) =>
      name.toString('latin1'),
    );
    expect(names.sort()).toEqual(['a\xffb', 'c\xffd', 'e\xfff']);
    const e = Buffer.concat([Buffer.from(`${folder}/e`), Buffer.of(0xff, 0x66)]);
    expect(readlinkSync(e, 'buffer').toString('latin1')).toBe('a\xffb');
  });
});

describe('an aborted extraction', () => {
  test('leaves nothing', async () => {
    const { around, folder } = target();
    const controller = new AbortController();
    const reason = new Error('enough');
    const bytes = await written(deb);
    const done = extract(bytes, folder, { signal: controller.signal });
    controller.abort(reason);
    await expect(done).rejects.toBe(reason);
    expect(listing(around)).toEqual([]);
  });

  test('leaves no file open', async () => {
    const { around, folder } = target();
    const controller = new AbortController();
    const path = join(around, 'large.tar');
    writeFileSync(path, await hostileTar([{ name: 'large', content: noise(20_000_000) }]));
    const done = extract(path, folder, { signal: controller.signal });
    while (readdirSync(around, { recursive: true }).length < 3) await new Promise(setImmediate);
    controller.abort(new Error('enough'));
    await expect(done).rejects.toThrow('enough');
    expect(openFiles().filter((name) => name.includes(around))).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });
});

needs('root', 'tar')('owners', () => {
  test('are the package’s when they are asked for, set-user-id bits too', async () => {
    const { folder } = target();
    await extract(await written(deb), folder, { owners: true });
    const stats = lstatSync(join(folder, 'usr/bin/sundial'));
    expect([stats.mode & 0o7777, stats.uid]).toEqual([0o4755, 0]);
    const adm = Number(output('sh', ['-c', 'getent group adm | cut -d: -f3']).trim());
    expect(lstatSync(join(folder, 'etc/sundial')).gid).toBe(adm);
  });
});

describe('a folder that is not there yet', () => {
  test('appears when it is whole, and what a killed run left of it goes', async () => {
    const { around, folder } = target();
    const dead = { ...ownHolder(), pid: 999_999_999 };
    const elsewhere = { ...dead, space: 'pid:[1]' };
    const stale = temporaryPath(around, 'into', dead);
    const others = [temporaryPath(around, 'into', elsewhere), temporaryPath(around, 'other', dead)];
    for (const path of [stale, ...others]) mkdirSync(join(path, 'half'), { recursive: true });
    await extract(await written(deb), folder);
    expect(readdirSync(around).sort()).toEqual(
      [...others.map((path) => basename(path)), 'into'].sort(),
    );
    expect(lstatSync(folder).mode & 0o777).toBe(0o777 & ~process.umask());
  });

  test('is made with those around it, and goes with them', async () => {
    const { around } = target();
    const deep = join(around, 'a/b/c');
    const bad = await hostileTar([file('good'), file('../evil')]);
    expect(await refusal(extract(bad, deep))).toMatchObject({ code: 'path_unsafe' });
    expect(listing(around)).toEqual([]);
    await extract(await hostileTar([file('good')]), deep);
    expect(readdirSync(deep)).toEqual(['good']);
  });
});
