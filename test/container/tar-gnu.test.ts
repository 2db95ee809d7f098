import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  TAR_BLOCK,
  type TarMember,
  tarEnd,
  tarHeader,
  tarMember,
} from '../../src/container/tar.ts';
import { bytesOf } from '../support/kit.ts';
import { readTar } from '../support/read-tar.ts';
import { needs, output, scratchFolder } from '../support/tools.ts';

const plain: TarMember = {
  name: './a',
  type: 'file',
  mode: 0o644,
  uname: 'root',
  gname: 'root',
  mtime: 1_700_000_000,
  size: 0,
};

const archive = (...members: TarMember[]) =>
  bytesOf([...members.flatMap((member) => tarMember(member, 'gnu')), tarEnd()]);

/** The fields of the header blocks of a member, without their NULs. */
function fields(member: TarMember): string[] {
  const header = Buffer.from(tarHeader(member, 'gnu'));
  const text = (block: number, from: number, to: number) =>
    header.toString('latin1', block + from, block + to).replace(/\0+$/, '');
  return Array.from({ length: header.length / TAR_BLOCK }, (_, index) => {
    const block = index * TAR_BLOCK;
    return [text(block, 156, 157), text(block, 0, 100), text(block, 157, 257)].join(' ');
  });
}

describe('gnu header', () => {
  test('has the fields of GNU tar, and nothing after them', () => {
    const header = Buffer.from(tarHeader({ ...plain, size: 5, gname: 'adm' }, 'gnu'));
    expect(header.toString('latin1', 100, 345).replaceAll('\0', '|')).toBe(
      `0000644|0000000|0000000|00000000005|14524770400|${header.toString('latin1', 148, 154)}| 0` +
        `${'|'.repeat(100)}ustar  |root${'|'.repeat(28)}adm${'|'.repeat(29)}${'|'.repeat(16)}`,
    );
    expect(header.subarray(345).every((byte) => byte === 0)).toBe(true);
  });

  test('needs no other for names and targets of 100 bytes', () => {
    const name = 'n'.repeat(100);
    expect(fields({ ...plain, name })).toEqual([`0 ${name} `]);
    expect(fields({ ...plain, type: 'symlink', linkname: name })).toEqual([`2 ./a ${name}`]);
  });

  test('comes after one for a name and one for a target beyond that', () => {
    const [name, linkname] = ['n'.repeat(101), 't'.repeat(600)];
    const cut = [name, linkname].map((long) => long.slice(0, 100));
    const blocks = fields({ ...plain, type: 'symlink', name, linkname });
    expect(blocks.length).toBe(2 + 3 + 1);
    expect(blocks[0]).toBe('L ././@LongLink ');
    expect(blocks[2]).toBe('K ././@LongLink ');
    expect(blocks[5]).toBe(`2 ${cut.join(' ')}`);
  });
});

const odd: TarMember[] = [
  plain,
  { ...plain, name: './d/', type: 'dir', mode: 0o1777 },
  { ...plain, name: './l', type: 'symlink', linkname: 't'.repeat(101) },
  { ...plain, name: './s', mode: 0o7777, uname: 'o'.repeat(31), gname: '' },
  ...[99, 100, 101, 255, 256, 511, 512, 513, 4000].map((length) => {
    return { ...plain, name: `./${length}${'/ü'.repeat(length)}`.slice(0, length) };
  }),
  { ...plain, name: './old', mtime: -1 },
  { ...plain, name: './new', mtime: 2 ** 34 },
];

test('tar-stream reads it all', async () => {
  const read = await readTar(await archive(...odd.filter(({ mtime }) => mtime >= 0)));
  expect(
    read.map(({ name, mode, owner, group, mtime, linkname }) => [
      name.replace(/\/$/, ''),
      mode,
      owner,
      group,
      mtime,
      linkname,
    ]),
  ).toEqual(
    odd
      .filter(({ mtime }) => mtime >= 0)
      .map(({ name, mode, uname, gname, mtime, linkname = '' }) => [
        name.replace(/\/$/, ''),
        mode,
        uname,
        gname,
        mtime,
        linkname,
      ]),
  );
});

needs('bsdtar', 'tar')('readers of tar', () => {
  const path = join(scratchFolder(), 'archive.tar');
  const names = odd.map(({ name }) => name);

  test.each(['tar', 'bsdtar'])('%s lists it all', async (program) => {
    writeFileSync(path, await archive(...odd));
    const listed = output(
      program,
      ['-tf', path, '--quoting-style=literal'].slice(0, program === 'tar' ? 3 : 2),
    );
    expect(listed.split('\n').filter(Boolean)).toEqual(names);
  });

  test('tar shows modes, owners and times as they were', async () => {
    writeFileSync(path, await archive(...odd));
    const lines = output('tar', ['-tvf', path, '--full-time']).split('\n');
    expect(lines[1]).toMatch(/^drwxrwxrwt root\/root +0 2023-11-14 22:13:20 \.\/d\/$/);
    expect(lines[3]).toMatch(/^-rwsrwsrwt o{31}\/0 /);
    expect(lines.at(-3)).toMatch(/1969-12-31 23:59:59 \.\/old$/);
    expect(lines.at(-2)).toMatch(/2514-05-30 01:53:04 \.\/new$/);
  });

  test('a file of 8 GiB and more has its size', () => {
    const header = Buffer.from(tarHeader({ ...plain, size: 2 ** 40 + 7 }, 'gnu'));
    writeFileSync(path, header);
    const listed = output('sh', ['-c', `tar -tvf ${path} 2>/dev/null || true`]);
    expect(listed).toMatch(/ 1099511627783 /);
  });
});
