// Sizes, counts and places that are not so.
import { describe, expect, test } from 'vitest';
import { inspect } from '../../../src/inspect/index.ts';
import { refusal } from '../sample.ts';
import { lyingAr, lyingZip, paxMember, TAR_END, tarMember } from './make.ts';
import { refused } from './refused.ts';

const version = { name: 'debian-binary', body: Buffer.from('2.0\n') };
const manyMembers = Array.from({ length: 1001 }, () => ({ name: 'x' }));

describe('ar', () => {
  refused([
    [
      'a size beyond the file',
      lyingAr([version, { name: 'control.tar', size: '9999999999' }]),
      { offset: 120 },
    ],
    [
      'a size that is none',
      lyingAr([version, { name: 'control.tar', size: '-1' }]),
      { offset: 120 },
    ],
    ['a size in hex', lyingAr([version, { name: 'control.tar', size: '0x10' }]), { offset: 120 }],
    ['a name in a table', lyingAr([version, { name: '/0' }]), { offset: 72 }],
    ['a name before the body', lyingAr([version, { name: '#1/20' }]), { offset: 72 }],
    [
      'a member that reaches into the next',
      lyingAr([{ ...version, size: '5' }, { name: 'a' }]),
      { offset: 132 },
    ],
    ['nothing but a version', lyingAr([version]), { offset: 0 }],
    ['members in another order', lyingAr([{ name: 'control.tar' }, version]), { offset: 0 }],
  ]);

  test('more members than any package has', async () => {
    const code = 'package_too_large';
    expect(await refusal(inspect(lyingAr(manyMembers)))).toMatchObject({ code, offset: 60_008 });
  });
});

const BASE_256 = '\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff';

describe('tar', () => {
  const first = tarMember({ name: 'first' });
  const second = (member: Buffer) => Buffer.concat([first, member, TAR_END]);
  refused([
    ['a size beyond the archive', second(tarMember({ size: '00000010000' })), { offset: 2048 }],
    ['a size beyond all archives', second(tarMember({ size: BASE_256 })), { offset: 512 }],
    ['a size below nothing', second(tarMember({ size: '\xff'.repeat(12) })), { offset: 512 }],
    ['a size that is no number', second(tarMember({ size: '9' })), { offset: 512 }],
    [
      'a folder with a body',
      second(tarMember({ type: '5', size: '00000001000' })),
      { offset: 636 },
    ],
    ['a link with a body', second(tarMember({ type: '2', size: '00000001000' })), { offset: 636 }],
    [
      'an old folder with a body',
      second(tarMember({ name: 'a/', body: Buffer.from('x') })),
      { offset: 512 },
    ],
    [
      'a record longer than all',
      second(tarMember({ type: 'x', body: Buffer.from('99999 a=b\n') })),
      { offset: 1024 },
    ],
    [
      'a record of no length',
      second(tarMember({ type: 'x', body: Buffer.from('0 a=b\n') })),
      { offset: 1024 },
    ],
    [
      'a record with a size that is none',
      second(Buffer.concat([paxMember(['size=-5']), first])),
      { offset: 1024 },
    ],
    [
      'a size for all members',
      second(Buffer.concat([paxMember(['size=5'], 'g'), first])),
      { offset: 1024 },
    ],
    [
      'a record with a size that is too much',
      second(Buffer.concat([paxMember(['size=7777']), first])),
      {},
    ],
    [
      'a time without an end',
      second(Buffer.concat([paxMember(['mtime=1e999']), first])),
      { offset: 1536 },
    ],
    [
      'an owner that is no number',
      second(Buffer.concat([paxMember(['uid=me']), first])),
      { offset: 1536 },
    ],
    ['no end', Buffer.concat([first, first]), { offset: 1024 }],
    ['half a block', Buffer.concat([first, first.subarray(0, 100)]), { offset: 612 }],
    ['a checksum that is not right', second(Buffer.from(first).fill('b', 0, 3)), { offset: 512 }],
  ]);

  test('a sparse file is not supported', async () => {
    const bytes = second(tarMember({ type: 'S' }));
    expect(await refusal(inspect(bytes))).toMatchObject({
      code: 'package_unsupported',
      offset: 512,
    });
  });

  test('a name longer than the limit, and deeper', async () => {
    const code = 'package_too_large';
    for (const path of ['x'.repeat(5000), 'd/'.repeat(300)]) {
      const bytes = second(Buffer.concat([paxMember([`path=${path}`]), first]));
      expect(await refusal(inspect(bytes))).toMatchObject({ code, member: 'tar' });
    }
    const huge = second(tarMember({ type: 'L', size: '00010000000' }));
    expect(await refusal(inspect(huge))).toMatchObject({ code, offset: 636 });
  });
});

describe('zip', () => {
  const manifest = { name: 'AppxManifest.xml', body: '<Package/>' };
  const file = { name: 'app.exe', body: 'MZ' };
  const PLACE = { offset: expect.any(Number) };
  refused([
    [
      'another name than before the bytes',
      lyingZip([manifest, { ...file, lies: { name: 'APP.exe' } }]),
      PLACE,
    ],
    [
      'another method than before the bytes',
      lyingZip([manifest, { ...file, lies: { method: 8 } }]),
      PLACE,
    ],
    ['a size that is not so', lyingZip([manifest, { ...file, lies: { size: 1 } }]), PLACE],
    [
      'a packed size beyond the file',
      lyingZip([manifest, { ...file, lies: { packed: 99_999 } }]),
      PLACE,
    ],
    ['another checksum', lyingZip([manifest, { ...file, lies: { crc: 1 } }]), PLACE],
    [
      'two members of the same bytes',
      lyingZip([manifest, { ...manifest, name: manifest.name, lies: { offset: 0, name: 'x' } }]),
      PLACE,
    ],
    ['a name twice', lyingZip([manifest, file, file]), PLACE],
    ['a place beyond the file', lyingZip([manifest, { ...file, lies: { offset: 99_999 } }]), PLACE],
    ['more members than there are', lyingZip([manifest, file], 3), PLACE],
    ['fewer members than there are', lyingZip([manifest, file], 1), PLACE],
    [
      'sizes in a field that is not there',
      lyingZip([manifest, { ...file, lies: { size: 0xffff_ffff } }]),
      PLACE,
    ],
    ['bytes behind the end', Buffer.concat([lyingZip([manifest]), Buffer.from('x')]), PLACE],
  ]);

  test('what is encrypted or packed by an unknown method is not supported', async () => {
    for (const lies of [{ flags: 1 }, { method: 14 }]) {
      const refusedWith = await refusal(inspect(lyingZip([manifest, { ...file, lies }])));
      expect(refusedWith).toMatchObject({ code: 'package_unsupported', ...PLACE });
    }
  });
});
