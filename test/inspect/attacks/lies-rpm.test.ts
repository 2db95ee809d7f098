// Headers and payloads of rpms that say what is not so.
import { describe, expect, test } from 'vitest';
import { inspect } from '../../../src/inspect/index.ts';
import { refusal } from '../sample.ts';
import { cpioMember, rpmHeader, rpmOf } from './make.ts';
import { refused } from './refused.ts';

/** A payload without files. */
const END = cpioMember('TRAILER!!!');

describe('rpm', () => {
  const oneFile = (change: Partial<Record<number, readonly number[]>> = {}) => {
    const data = Buffer.from('name\0/opt/\0\0\0\0\0\0\0\x81\xa4\0\0\0\x04', 'latin1');
    const rows: Record<number, readonly number[]> = {
      1117: [8, 0, 1],
      1118: [8, 5, 1],
      1116: [4, 12, 1],
      1030: [3, 17, 1],
      1028: [4, 19, 1],
      ...change,
    };
    const tags = Object.entries(rows).map(
      ([tag, [type = 0, offset = 0, count = 0]]) => [Number(tag), type, offset, count] as const,
    );
    return rpmHeader(tags, data);
  };
  const HEADER = 112;
  refused([
    [
      'more tags than there can be',
      rpmOf(rpmHeader([], Buffer.alloc(9), { count: 0xffff_fff })),
      { offset: HEADER + 8 },
    ],
    [
      'more data than there can be',
      rpmOf(rpmHeader([], Buffer.alloc(9), { size: 0x7fff_ffff })),
      { offset: HEADER + 8 },
    ],
    [
      'more tags than the file has',
      rpmOf(rpmHeader([], Buffer.alloc(9), { count: 0xfff0 })),
      { offset: HEADER },
    ],
    [
      'more data than the file has',
      rpmOf(rpmHeader([], Buffer.alloc(9), { size: 10 })),
      { offset: HEADER },
    ],
    [
      'a tag of no type',
      rpmOf(rpmHeader([[1000, 77, 0, 1]], Buffer.alloc(9))),
      { offset: HEADER + 16 },
    ],
    [
      'a tag twice',
      rpmOf(
        rpmHeader(
          [
            [1000, 6, 0, 1],
            [1000, 6, 0, 1],
          ],
          Buffer.alloc(9),
        ),
      ),
      { offset: HEADER + 32 },
    ],
    [
      'a place before the data',
      rpmOf(rpmHeader([[1000, 6, -5, 1]], Buffer.alloc(9))),
      { offset: HEADER + 16 },
    ],
    [
      'a place behind the data',
      rpmOf(rpmHeader([[1000, 6, 10, 1]], Buffer.alloc(9))),
      { offset: HEADER + 16 },
    ],
    [
      'a text without an end',
      rpmOf(rpmHeader([[1000, 6, 0, 1]], Buffer.from('xx')), END),
      { offset: HEADER + 16 },
    ],
    [
      'more numbers than the data has',
      rpmOf(rpmHeader([[1003, 4, 0, 3]], Buffer.alloc(9)), END),
      { offset: HEADER + 16 },
    ],
    [
      'a name that is a number',
      rpmOf(rpmHeader([[1000, 4, 0, 1]], Buffer.alloc(9)), END),
      { offset: HEADER + 16 },
    ],
    ['files in a folder that is not there', rpmOf(oneFile({ 1116: [4, 0, 1] })), {}],
    ['more modes than files', rpmOf(oneFile({ 1030: [3, 0, 2] })), {}],
    [
      'a file that the payload lacks',
      rpmOf(oneFile(), cpioMember('TRAILER!!!')),
      { member: 'payload', offset: 124 },
    ],
    [
      'a file that the header lacks',
      rpmOf(oneFile(), cpioMember('./opt/other')),
      { member: 'payload', offset: 0 },
    ],
    [
      'a size that the header denies',
      rpmOf(oneFile(), cpioMember('./opt/name', { size: 5 })),
      { member: 'payload' },
    ],
    [
      'a size beyond the payload',
      rpmOf(oneFile({ 1028: [4, 12, 1] }), cpioMember('./opt/name', { size: 0xffff_ffff })),
      { member: 'payload' },
    ],
    [
      'a name without an end',
      rpmOf(oneFile(), cpioMember('./opt/name', { nameSize: 5 })),
      { member: 'payload' },
    ],
    [
      'a name of no length',
      rpmOf(oneFile(), cpioMember('./opt/name', { nameSize: 0 })),
      { member: 'payload' },
    ],
    [
      'another type than in the header',
      rpmOf(oneFile(), cpioMember('./opt/name', { mode: 0o120777 })),
      { member: 'payload' },
    ],
    ['no payload', rpmOf(oneFile()), { member: 'payload', offset: 0 }],
  ]);

  test('tags over the same bytes, whose values would fill the memory', async () => {
    const texts = [1117, 1118, 1035, 1036, 1039, 1040, 5010, 1047, 1049];
    const tags = texts.map((tag) => [tag, 8, 0, 400_000] as const);
    const before = process.memoryUsage().rss;
    const refusedWith = await refusal(
      inspect(rpmOf(rpmHeader([...tags, [1116, 2, 0, 400_000]], Buffer.alloc(400_000)))),
    );
    expect(refusedWith).toMatchObject({ code: 'package_too_large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(512 * 2 ** 20);
  });
});
