import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JacoPkgError } from '../../src/errors.ts';
import { composite, type Stored } from '../../src/model/segment.ts';
import { OutputSet } from '../../src/output/index.ts';
import { stored } from '../support/kit.ts';
import { asOrdinaryUser } from '../support/nobody.ts';
import { noise, prose } from '../support/samples.ts';
import { mountTmpfs } from '../support/tmpfs.ts';
import { needs, run, scratchFolder } from '../support/tools.ts';

const scratch = scratchFolder();
let folders = 0;

function freshFolder(): string {
  folders += 1;
  const folder = join(scratch, `${folders}`);
  mkdirSync(folder);
  return folder;
}

/** Stages and commits; on an error discards, as a build does. */
async function write(files: Readonly<Record<string, Uint8Array>>, signal?: AbortSignal) {
  const output = new OutputSet(signal);
  try {
    for (const [path, bytes] of Object.entries(files)) await output.stage(path, [bytes]);
    return await output.commit();
  } finally {
    await output.discard();
  }
}

test('a digest that is not wanted is not made', async () => {
  const output = new OutputSet(undefined, () => undefined);
  const path = join(freshFolder(), 'file');
  const written = await output.stage(path, [new Uint8Array(7)]);
  expect(written).toEqual({ path, size: 7, sha256: '' });
  expect(await output.commit()).toEqual([written]);
});

test('bytes of any layout arrive as they are, with their size and digest', async () => {
  const folder = freshFolder();
  const piece = fc.uint8Array({ maxLength: 200 });
  const anyChunks = fc.array(fc.tuple(piece, fc.boolean()), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(anyChunks, async (pieces) => {
      const segments = pieces.map(([bytes, deferred]) => (deferred ? stored(bytes) : bytes));
      const whole = Buffer.concat(pieces.map(([bytes]) => bytes));
      const output = new OutputSet();
      const path = join(folder, 'any');
      const written = await output.stage(path, segments);
      expect(await output.commit()).toEqual([written]);
      const sha256 = createHash('sha256').update(whole).digest('hex');
      expect(written).toEqual({ path, size: whole.length, sha256 });
      expect(readFileSync(path).equals(whole)).toBe(true);
    }),
  );
  expect(readdirSync(folder)).toEqual(['any']);
});

test('what is read into one buffer again and again is written before the next', async () => {
  const path = join(freshFolder(), 'lent');
  const whole = noise(300_000, 'lent');
  const lent: Stored = {
    size: whole.length,
    async *chunks(buffer = new Uint8Array(1000)) {
      for (let at = 0; at < whole.length; at += 1000) {
        const part = whole.subarray(at, at + 1000);
        buffer.set(part);
        yield buffer.subarray(0, part.length);
      }
    },
  };
  const output = new OutputSet();
  await output.stage(path, [prose(10), lent, prose(20), composite([lent])]);
  await output.commit();
  const expected = Buffer.concat([prose(10), whole, prose(20), whole]);
  expect(readFileSync(path).equals(expected)).toBe(true);
});

test('thousands of small chunks and some large ones keep their order', async () => {
  const path = join(freshFolder(), 'mixed');
  const chunks = Array.from({ length: 5000 }, (_, n) => noise((n * 37) % 700, `${n}`));
  chunks.splice(1500, 0, noise(3_000_000));
  const output = new OutputSet();
  await output.stage(path, chunks);
  await output.commit();
  expect(readFileSync(path).equals(Buffer.concat(chunks))).toBe(true);
});

test('nothing has its final name before the commit, and nothing is left without one', async () => {
  const folder = freshFolder();
  const output = new OutputSet();
  await output.stage(join(folder, 'a.deb'), [prose(100)]);
  await output.stage(join(folder, 'b.rpm'), [prose(100)]);
  expect(
    readdirSync(folder).map((name) => name.replace(/\.\d+-[\w-]*-[0-9a-f]{8}/, '.ID')),
  ).toEqual(['.a.deb.ID.jaco-pkg.tmp', '.b.rpm.ID.jaco-pkg.tmp']);
  await output.discard();
  expect(readdirSync(folder)).toEqual([]);
});

test('an error in one file leaves none of them', async () => {
  const folder = freshFolder();
  const output = new OutputSet();
  const broken = {
    size: 2_000_000,
    async *chunks() {
      yield noise(1_500_000);
      throw new JacoPkgError({ code: 'input_changed', message: 'bin/app changed' });
    },
  };
  await output.stage(join(folder, 'a'), [prose(10)]);
  await expect(output.stage(join(folder, 'b'), [broken])).rejects.toMatchObject({
    code: 'input_changed',
  });
  await output.discard();
  expect(readdirSync(folder)).toEqual([]);
});

test('a rename that fails puts back what was there before', async () => {
  const folder = freshFolder();
  const [old, fresh, blocked] = ['old', 'fresh', 'blocked'].map((name) => join(folder, name));
  if (!old || !fresh || !blocked) throw new TypeError('no paths');
  writeFileSync(old, 'the old one');
  const output = new OutputSet();
  for (const path of [old, fresh, blocked]) await output.stage(path, [prose(10)]);
  mkdirSync(blocked);
  await expect(output.commit()).rejects.toMatchObject({ code: 'target_unwritable' });
  await output.discard();
  expect(readdirSync(folder).sort()).toEqual(['blocked', 'old']);
  expect(readFileSync(old, 'utf8')).toBe('the old one');
});

test('several files replace several, and no second names remain', async () => {
  const folder = freshFolder();
  const paths = ['a', 'b'].map((name) => join(folder, name));
  for (const path of paths) writeFileSync(path, 'old');
  await write(Object.fromEntries(paths.map((path) => [path, Buffer.from('new')])));
  expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual(['new', 'new']);
  expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
});

test('a target that cannot be is refused by name and with a hint', async () => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'sub'));
  const cases: [string, RegExp][] = [
    [
      'file/a.deb',
      /file\/a\.deb: cannot be written: \S+\/file is no folder \(choose another target\)$/,
    ],
    ['file/b/a.deb', /a\.deb: cannot be written: a part of its path is no folder \(choose another/],
    ['sub', /sub: cannot be written: it is a folder \(choose another target\)/],
    [`${'x'.repeat(256)}`, /ENAMETOOLONG, name too long \(choose a shorter name\)/],
  ];
  for (const [name, says] of cases) {
    const failed = write({ [join(folder, name)]: prose(10) });
    await expect(failed).rejects.toMatchObject({ code: 'target_unwritable' });
    await expect(failed).rejects.toThrow(says);
  }
  expect(readdirSync(folder).sort()).toEqual(['file', 'sub']);
});

test('a name as long as the file system takes is no problem', async () => {
  const folder = freshFolder();
  for (const name of ['x'.repeat(255), 'ü'.repeat(127)]) {
    await write({ [join(folder, name)]: prose(10) });
    expect(existsSync(join(folder, name))).toBe(true);
  }
  expect(readdirSync(folder)).toHaveLength(2);
});

test('a link is followed, and a device is not replaced', async () => {
  const folder = freshFolder();
  mkdirSync(join(folder, 'real'));
  writeFileSync(join(folder, 'real', 'a.deb'), 'old');
  symlinkSync('real/a.deb', join(folder, 'latest.deb'));
  await write({ [join(folder, 'latest.deb')]: Buffer.from('new') });
  expect(readlinkSync(join(folder, 'latest.deb'))).toBe('real/a.deb');
  expect(readFileSync(join(folder, 'real', 'a.deb'), 'utf8')).toBe('new');
  await expect(write({ '/dev/null': prose(10) })).rejects.toThrow(
    /null: cannot be written: it is not a regular file/,
  );
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

test('an abort stops the writing with its reason and leaves nothing', async () => {
  const folder = freshFolder();
  const controller = new AbortController();
  const enough = Object.assign(new TypeError('enough'), { code: 'ENOUGH' });
  const endless = {
    size: 2 ** 40,
    async *chunks() {
      for (let count = 0; ; count += 1) {
        if (count === 50) controller.abort(enough);
        yield noise(10_000);
      }
    },
  };
  const output = new OutputSet(controller.signal);
  await expect(output.stage(join(folder, 'a'), [endless])).rejects.toBe(enough);
  await output.discard();
  const late = new OutputSet(controller.signal);
  await expect(late.commit()).rejects.toBe(enough);
  expect(readdirSync(folder)).toEqual([]);
});

needs('tmpfs')('on a small or read-only disk', () => {
  test('a full one leaves nothing, and the old file as it was', async () => {
    const small = mountTmpfs('512k');
    if (!small) throw new TypeError('no tmpfs');
    try {
      const [first, second] = [join(small.folder, 'first'), join(small.folder, 'second')];
      writeFileSync(first, 'the old one');
      const failed = write({ [first]: noise(300_000), [second]: noise(300_000) });
      await expect(failed).rejects.toMatchObject({ code: 'target_unwritable' });
      await expect(failed).rejects.toThrow(
        /second: .*ENOSPC, no space left on device \(make room on the disk\)/,
      );
      expect(readdirSync(small.folder)).toEqual(['first']);
      expect(readFileSync(first, 'utf8')).toBe('the old one');
    } finally {
      small.unmount();
    }
  });

  test('a read-only one is named', async () => {
    const disk = mountTmpfs('512k');
    if (!disk) throw new TypeError('no tmpfs');
    try {
      run('mount', ['-o', 'remount,ro', disk.folder]);
      const failed = write({ [join(disk.folder, 'a.deb')]: prose(10) });
      await expect(failed).rejects.toThrow(/a\.deb: .*EROFS, read-only file system \(choose/);
    } finally {
      disk.unmount();
    }
  });
});

describe('as an ordinary user', () => {
  test('a folder that may not be written to is named', async () => {
    const folder = join(freshFolder(), 'closed');
    mkdirSync(folder, 0o555);
    const failed = asOrdinaryUser(() => write({ [join(folder, 'a.deb')]: prose(10) }));
    await expect(failed).rejects.toThrow(
      /a\.deb: .*permission denied \(make the folder and the file writable/,
    );
  });
});
