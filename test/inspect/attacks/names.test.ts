// Names that are no text, and names that would command a terminal.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspect } from '../../../src/inspect/index.ts';
import { runCli } from '../../cli/run-cli.ts';
import { scratchFolder } from '../../support/tools.ts';
import { cpioMember, lyingAr, paxMember, rpmHeader, rpmOf, TAR_END, tarMember } from './make.ts';

const folder = scratchFolder();
let count = 0;

/** Puts bytes into a file. */
function fileOf(bytes: Uint8Array): string {
  count += 1;
  const path = join(folder, String(count));
  writeFileSync(path, bytes);
  return path;
}

/** Clears the screen, sets the title, rings, goes back, turns the writing; and 8-bit CSI. */
const EVIL = '\x1b[2J\x1b]0;title\x07\r\u202e\u009b31m\x7f';
const latin1 = Buffer.from(EVIL).toString('latin1');

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const COMMANDS = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202e]/;

const tarOf = (...members: Buffer[]) => Buffer.concat([...members, TAR_END]);
const control = (text: string) => tarOf(tarMember({ name: 'control', body: Buffer.from(text) }));
const debOf = (text: string, data: Buffer) =>
  lyingAr([
    { name: 'debian-binary', body: Buffer.from('2.0\n') },
    { name: 'control.tar', body: control(text) },
    { name: 'data.tar', body: data },
  ]);

/** Whole packages and broken ones, with the same in every place there is for a text. */
const PACKAGES: readonly (readonly [string, Buffer])[] = [
  ['a name in a tarball', tarOf(tarMember({ name: latin1 }))],
  ['a name in a record', tarOf(paxMember([`path=${latin1}`]), tarMember({}))],
  ['the target of a link', tarOf(paxMember([`linkpath=${latin1}`]), tarMember({ type: '2' }))],
  ['an owner in a record', tarOf(paxMember([`uname=${latin1}`]), tarMember({}))],
  ['a name twice', tarOf(tarMember({ name: latin1 }), tarMember({ name: latin1 }))],
  ['a path that leads out', tarOf(tarMember({ name: `../${latin1}` }))],
  ['fields of a deb', debOf(`Package: ${EVIL}\nVersion: ${EVIL}\nDescription: ${EVIL}\n`, tarOf())],
  ['an ar member', lyingAr([{ name: '\x1b[2J' }])],
  ['a type of a tar member', tarOf(tarMember({ type: '\x1b' }))],
  ['a type beyond ASCII', tarOf(tarMember({ type: '\x9b' }))],
  ['a cpio name that is not listed', rpmOf(rpmHeader([]), cpioMember(latin1))],
  ['a cpio magic', rpmOf(rpmHeader([]), Buffer.from('\x1b[2J\x9b\x7f'.repeat(30), 'latin1'))],
  [
    'tags of an rpm',
    rpmOf(
      rpmHeader(
        [
          [1000, 6, 0, 1],
          [1004, 9, 0, 1],
          [1124, 6, 0, 1],
        ],
        Buffer.from(`${EVIL}\0`),
      ),
      cpioMember('TRAILER!!!'),
    ),
  ],
];

describe.each([
  [['inspect']],
  [['inspect', '--files', '--scripts', '--control']],
  [['inspect', '--json']],
  [['extract', '-C', join(folder, 'into')]],
  [['cat']],
])('jaco-pkg %j tells a terminal nothing to do', (args) => {
  test.each(PACKAGES)('by %s', async (_, bytes) => {
    const path = fileOf(bytes);
    const operands = args[0] === 'cat' ? [path, `no ${EVIL}`] : [path];
    const { stdout, stderr } = await runCli([...args, ...operands], { cwd: folder });
    expect(COMMANDS.exec(stdout)).toBeNull();
    expect(COMMANDS.exec(stderr)).toBeNull();
    expect(stdout.length + stderr.length).toBeGreaterThan(0);
  });
});

test('a name of any bytes is kept, in a header and in a record', async () => {
  const bytes = tarOf(
    tarMember({ name: 'a\xff\xfe' }),
    paxMember(['path=b\xff\xfe', 'linkpath=\xfd']),
    tarMember({ type: '2' }),
    tarMember({ name: 'c' }),
  );
  const { entries, notes } = await inspect(bytes);
  expect(entries.map(({ path, pathBytes }) => [path, pathBytes])).toEqual([
    ['/a\\xff\\xfe', Buffer.from('a\xff\xfe', 'latin1')],
    ['/b\\xff\\xfe', Buffer.from('b\xff\xfe', 'latin1')],
    ['/c', undefined],
  ]);
  expect(entries[1]).toMatchObject({ target: '\\xfd', targetBytes: Buffer.of(0xfd) });
  expect(notes).toEqual([]);
});
