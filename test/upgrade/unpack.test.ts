// Tarballs that a trusted key signed, and that are not sound all the same.
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tarEnd, tarHeader } from '../../src/container/tar.ts';
import { JacoPkgError } from '../../src/errors.ts';
import { LIMITS, upgrade } from '../../src/upgrade/index.ts';
import type { UnpackLimits } from '../../src/upgrade/members.ts';
import { unpack } from '../../src/upgrade/unpack.ts';
import { flipBit } from '../minisign/fixtures.ts';
import { output, scratchFolder } from '../support/tools.ts';
import { expectRefused } from './refusal.ts';
import { filesOf, makeRelease, makeWorld, tar, upgradeOptions, versionIn } from './world.ts';

const root = scratchFolder();

/** What is unpacked of a .tar.gz when both programs are wanted. */
async function unpacked(
  gzip: Uint8Array,
  limits: Partial<UnpackLimits> = {},
  wanted = ['jaco', 'jacod'],
): Promise<Record<string, string>> {
  const path = join(mkdtempSync(join(root, 'archive-')), 'archive.tar.gz');
  writeFileSync(path, gzip);
  const found: Record<string, string> = {};
  const sinks = wanted.map((name) => {
    const sink = async (chunks: AsyncIterable<Uint8Array>) => {
      found[name] = (await buffer(chunks)).toString();
    };
    return [name, sink] as const;
  });
  await unpack({ path, name: 'x.tar.gz', limits: { ...LIMITS, ...limits } }, new Map(sinks));
  return found;
}

const GOOD = [
  ['x/jaco', 'one'],
  ['x/jacod', 'two'],
] as const;

/** A member by its header alone, with whatever is done to that. */
function raw(
  name: string,
  type: string,
  edit: (block: Uint8Array) => unknown = () => {},
): Uint8Array {
  const of = { uname: '', gname: '', mtime: 0, mode: 0o644, size: 0, type: 'file' } as const;
  const block = tarHeader({ ...of, name }, 'pax');
  block[156] = type.charCodeAt(0);
  edit(block);
  block.fill(0x20, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.set(Buffer.from(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return block;
}

const write = (text: string, at: number) => (block: Uint8Array) => block.set(Buffer.from(text), at);

/** The good programs, and before them what is not. */
const behind = (...blocks: readonly Uint8Array[]) =>
  gzipSync(Buffer.concat([...blocks, tar(GOOD)]));

describe('unpack', () => {
  test('takes the wanted files, at the top or in the one folder, and leaves the rest', async () => {
    const content = { jaco: 'one', jacod: 'two' };
    expect(await unpacked(gzipSync(tar(GOOD)))).toEqual(content);
    expect(
      await unpacked(
        gzipSync(
          tar([
            ['jaco', 'one'],
            ['./x/jacod', 'two'],
          ]),
        ),
      ),
    ).toEqual(content);
    const others = [
      ['x/y/jaco', 'deep'],
      ['README', 'x'],
      ['x/jaco.md', 'x'],
    ] as const;
    expect(await unpacked(gzipSync(tar([...others, ...GOOD])))).toEqual(content);
    expect(await unpacked(behind(raw('./', '5'), raw('x/', '5')))).toEqual(content);
  });

  test('knows a file by its path, where one is given', async () => {
    const gzip = gzipSync(
      tar([
        ['x/bin/jaco', 'one'],
        ['x/jaco', 'two'],
        ['x/y/bin/jaco', 'three'],
      ]),
    );
    expect(await unpacked(gzip, {}, ['bin/jaco'])).toEqual({ 'bin/jaco': 'one' });
  });

  test.each([
    ['a symbolic link', raw('x/link', '2', write('/etc/passwd', 157)), 'symlink'],
    ['a hard link', raw('x/jaco', '1', write('/etc/passwd', 157)), 'link'],
    ['a character device', raw('x/null', '3'), 'character-device'],
    ['a block device', raw('x/disk', '4'), 'block-device'],
    ['a pipe', raw('x/pipe', '6'), 'fifo'],
    ['a contiguous file', raw('x/jaco', '7'), 'contiguous-file'],
    ['a sparse file of old', raw('x/jaco', 'S'), 'something else'],
    ['a type that nobody knows', raw('x/jaco', 'Z'), 'something else'],
    ['a way out', raw('../jaco', '0'), 'leads elsewhere'],
    ['a way out further down', raw('x/../../jaco', '0'), 'leads elsewhere'],
    ['a folder that is a way out', raw('x/..', '5'), 'leads elsewhere'],
    ['an absolute path', raw('/usr/bin/jaco', '0'), 'leads elsewhere'],
    ['a backslash', raw('x\\jaco', '0'), 'leads elsewhere'],
    ['a dot in the middle', raw('x/./jaco', '0'), 'leads elsewhere'],
    ['no name', raw('', '0'), 'leads elsewhere'],
    ['a file twice', raw('x/jaco', '0'), 'is empty'],
    ['an unwanted file twice', Buffer.concat([raw('a', '0'), raw('./a', '0')]), 'is there twice'],
    [
      'a file with the name of a folder',
      Buffer.concat([raw('a/', '5'), raw('a', '0')]),
      'is there twice',
    ],
    ['an immense size', raw('x/big', '0', write('77777777777\0', 124)), 'has 8589934591 bytes'],
    ['a checksum that is wrong', flipBit(raw('x/a', '0'), 3), 'Invalid tar header'],
    ['an unknown dialect', raw('x/a', '0', write('\0\0\0\0\0', 257)), 'unknown format'],
  ])('refuses %s', async (_, blocks, message) => {
    await expect(unpacked(behind(blocks))).rejects.toMatchObject({
      code: 'upgrade_verification_failed',
      message: expect.stringMatching(`^x.tar.gz cannot be unpacked: .*${message}`),
    });
  });

  test.each([
    ['what is no gzip', Buffer.from('not a tarball'), 'incorrect header check'],
    ['nothing', new Uint8Array(), 'unexpected end of file'],
    ['a gzip of nothing', gzipSync(''), 'it has no files'],
    ['folders alone', gzipSync(Buffer.concat([raw('x/', '5'), tarEnd()])), 'it has no files'],
    ['a cut gzip', gzipSync(tar(GOOD)).subarray(0, -4), 'unexpected end of file'],
    ['a damaged gzip', flipBit(gzipSync(tar(GOOD)), 400), 'in'],
    ['a cut tar', gzipSync(tar(GOOD).subarray(0, 700)), 'Unexpected end of data'],
    ['a program twice', gzipSync(tar([...GOOD, ['jaco', '3']])), 'jaco is there twice'],
    [
      'an empty program',
      gzipSync(
        tar([
          ['jaco', ''],
          ['jacod', '2'],
        ]),
      ),
      'jaco is empty',
    ],
  ])('refuses %s', async (_, gzip, message) => {
    await expect(unpacked(gzip)).rejects.toMatchObject({
      code: 'upgrade_verification_failed',
      message: expect.stringContaining(message),
    });
  });

  test.each<[string, [string, string][], string]>([
    ['a program less', [['x/jacod', '2']], 'it has no jaco, but x/jacod'],
    [
      'programs in another folder',
      ['README', 'x/a', 'x/b', 'x/c', 'x/d', 'usr/bin/jaco', 'usr/bin/jacod'].map((path) => [
        path,
        'x',
      ]),
      'it has no jaco and no jacod, but usr/bin/jaco, usr/bin/jacod, README, x/a, x/b and 2 more',
    ],
  ])('knows %s from what is not sound, and names what there is', async (_, files, message) => {
    await expect(unpacked(gzipSync(tar(files)))).rejects.toMatchObject({
      code: 'content_missing',
      message: `x.tar.gz: ${message} (say which of its files replaces the installed one: -t PATH=MEMBER)`,
    });
    const damaged = gzipSync(tar(files)).subarray(0, -4);
    await expect(unpacked(damaged)).rejects.toMatchObject({ code: 'upgrade_verification_failed' });
  });

  test('refuses a sparse file of now', async () => {
    const of = { uname: '', gname: '', mtime: 0, mode: 0o644, type: 'file', size: 0 } as const;
    const sparse = tarHeader({ ...of, name: 'x/a', pax: { 'GNU.sparse.major': '1' } }, 'pax');
    await expect(unpacked(behind(sparse))).rejects.toThrow('sparse');
  });

  test('stops at its limits, however little is sent', async () => {
    const bomb = gzipSync(Buffer.concat([tar([['x/zeros', '\0'.repeat(5_000_000)]]), tar(GOOD)]));
    expect(bomb.length).toBeLessThan(20_000);
    await expect(unpacked(bomb, { maxBytes: 4_000_000 })).rejects.toThrow(
      'zeros has 5000000 bytes',
    );
    const many = Array.from({ length: 3000 }, (_, index) => raw(`d${index}/`, '5'));
    await expect(unpacked(behind(...many), { maxBytes: 10_000 })).rejects.toThrow(
      'more than 10000 bytes',
    );
    await expect(unpacked(behind(...many), { maxMembers: 2000 })).rejects.toThrow(
      'more than 2000 members',
    );
    const trailing = gzipSync(Buffer.concat([tar(GOOD), tarEnd(), Buffer.alloc(5_000_000)]));
    await expect(unpacked(trailing, { maxBytes: 4_000_000 })).rejects.toThrow(
      'more than 4000000 bytes',
    );
  });

  test('reads what GNU tar writes, long names included', async () => {
    const folder = mkdtempSync(join(root, 'tar-'));
    const long = 'n'.repeat(120);
    for (const name of ['jaco', 'jacod', long]) writeFileSync(join(folder, name), name);
    for (const format of ['gnu', 'posix', 'ustar']) {
      const names = format === 'ustar' ? ['jaco', 'jacod'] : [long, 'jaco', 'jacod'];
      output('tar', ['-czf', 'a.tgz', `--format=${format}`, '--', ...names], { cwd: folder });
      const gzip = output('base64', ['a.tgz'], { cwd: folder });
      expect(await unpacked(Buffer.from(gzip, 'base64'))).toEqual({ jaco: 'jaco', jacod: 'jacod' });
    }
  });

  test('fails with nothing but its own error, whatever the bytes', async () => {
    const good = tar([...GOOD, ['x/README', 'read me']]);
    const bit = fc.nat({ max: good.length * 8 - 1 });
    const anything = fc.oneof(
      fc.array(bit, { minLength: 1, maxLength: 4 }).map((bits) => bits.reduce(flipBit, good)),
      fc.nat({ max: good.length }).map((length) => good.subarray(0, length)),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (bytes) => {
        try {
          expect(Object.keys(await unpacked(gzipSync(bytes))).sort()).toEqual(['jaco', 'jacod']);
        } catch (error) {
          expect(error).toBeInstanceOf(JacoPkgError);
        }
      }),
      { numRuns: 150 },
    );
  });
});

test('an upgrade to a tarball without the program leaves everything as it was', async () => {
  const world = makeWorld(root);
  const files = [
    ['jaco', 'one'],
    ['usr/bin/jacod', 'two'],
  ] as const;
  const base = await makeRelease(join(root, 'other'), '1.1.0', { tarball: gzipSync(tar(files)) });
  const [jaco, jacod] = world.targets;
  await expectRefused(world, upgradeOptions(world, base), {
    code: 'content_missing',
    message: expect.stringContaining('it has no jacod, but usr/bin/jacod, jaco'),
  });
  const targets = [{ path: jaco }, { path: jacod, member: 'usr/bin/jacod' }] as const;
  expect(await upgrade(upgradeOptions(world, base, { targets }))).toMatchObject({ to: '1.1.0' });
});

test('an upgrade to what cannot be unpacked leaves everything as it was', async () => {
  const world = makeWorld(root);
  const bad = behind(raw('../x', '0'));
  const base = await makeRelease(join(root, 'hostile'), '1.1.0', { tarball: bad });
  const before = filesOf(world);
  await expect(upgrade(upgradeOptions(world, base))).rejects.toMatchObject({
    code: 'upgrade_verification_failed',
  });
  expect(filesOf(world)).toEqual(before);
  expect(versionIn(world)).toBe('1.0.0');
  expect(readdirSync(world.temporary)).toEqual([]);
});
