import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ScriptName } from '../../src/model/package.ts';
import { scratchFolder } from '../support/tools.ts';
import { complaints, expandIn, layOut } from './disk.ts';

const bytes = Buffer.from('#!/bin/sh\r\necho \xff\0', 'latin1');
const folder = layOut(scratchFolder(), {
  'maint/post.sh': bytes.toString('latin1'),
  'maint/empty': '',
  'maint/folder/': '',
  'maint/huge': '',
});
truncateSync(join(folder, 'maint/huge'), 16 * 1024 * 1024 + 1);
symlinkSync('nowhere', join(folder, 'maint/broken'));

function scripts(given: Partial<Record<ScriptName, string>>) {
  return Object.fromEntries(
    Object.entries(given).map(([name, src]) => [name, { src, place: { key: `scripts.${name}` } }]),
  );
}

test('are kept byte for byte', async () => {
  const { pkg, entries } = await expandIn(folder, [], {
    scripts: {
      ...scripts({ postinstall: './maint/post.sh', verify: `${folder}/maint/empty` }),
      preremove: { src: '', data: bytes, place: {} },
    },
  });
  expect(entries).toEqual([]);
  expect(pkg.scripts).toEqual({
    postinstall: {
      name: './maint/post.sh',
      bytes: Buffer.from(bytes.toString('latin1')),
      place: { key: 'scripts.postinstall' },
    },
    verify: expect.objectContaining({ bytes: Buffer.alloc(0) }),
    preremove: { name: 'preremove', bytes, place: {} },
  });
});

test('line ends as on Windows are warned of', async () => {
  const given = { postinstall: 'maint/post.sh', verify: 'maint/empty' };
  const { warnings } = await expandIn(folder, [], { scripts: scripts(given) });
  expect(warnings).toMatchObject([{ code: 'script_crlf', place: { key: 'scripts.postinstall' } }]);
});

test.each([
  ['maint/prerm.sh', 'does not exist (relative paths start at '],
  ['maint/pots.sh', 'does not exist (did you mean maint/post.sh? relative paths start at '],
  ['maint/broken', 'does not exist (it is a link to something that is not there)'],
  ['maint/folder', 'is not a file'],
  ['maint/huge', 'is larger than 16777216 bytes'],
  ['maint/post.sh/x', 'cannot be read: a part of its path is no folder'],
])('%s', async (src, why) => {
  const found = await complaints(folder, [], { scripts: scripts({ preinstall: src }) });
  expect(found).toEqual([
    expect.stringContaining(
      `script_unreadable scripts.preinstall: the preinstall script ${src} ${why}`,
    ),
  ]);
});

test('missing ones are told together with missing contents', async () => {
  const found = await complaints(folder, [{ src: 'gone', dst: '/x' }], {
    scripts: scripts({ preinstall: 'a1', postremove: 'b2' }),
  });
  expect(found.map((text) => text.split(' ')[0])).toEqual([
    'content_missing',
    'script_unreadable',
    'script_unreadable',
  ]);
});
