import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeHeader, type HeaderEntry, MAX_DATA } from '../../src/rpm/header.ts';
import { HEADER_TAGS } from '../../src/rpm/tags.ts';
import { dir, file, packageOf, script, symlink } from '../support/package.ts';
import { dump, readHeader, readRpm } from './reader.ts';
import { rpmOf } from './support.ts';

const text = fc.string().filter((value) => !value.includes('\0'));
const list = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 1, maxLength: 5 });

const value: fc.Arbitrary<HeaderEntry['value']> = fc.oneof(
  fc.record({ type: fc.constant('int16' as const), values: list(fc.nat(0xffff)) }),
  fc.record({ type: fc.constant('int32' as const), values: list(fc.nat(0xffff_ffff)) }),
  fc.record({ type: fc.constant('int64' as const), values: list(fc.maxSafeNat()) }),
  fc.record({ type: fc.constantFrom('string' as const, 'i18n' as const), text }),
  fc.record({ type: fc.constant('strings' as const), values: list(text) }),
  fc.record({ type: fc.constant('bin' as const), bytes: fc.uint8Array({ minLength: 1 }) }),
);

function readable({ tag, value }: HeaderEntry) {
  if ('values' in value) return { tag, type: value.type, values: value.values };
  if (value.type === 'bin') {
    return { tag, type: value.type, values: [Buffer.from(value.bytes).toString('hex')] };
  }
  return { tag, type: value.type, values: [value.text] };
}

describe('encodeHeader', () => {
  test('is read back as it was, sorted by tag', () => {
    const entries = fc.uniqueArray(fc.record({ tag: fc.integer({ min: 100, max: 6000 }), value }), {
      selector: ({ tag }) => tag,
    });
    fc.assert(
      fc.property(fc.constantFrom(62, 63), entries, (region, given) => {
        const bytes = Buffer.from(encodeHeader(region, given));
        const header = readHeader(bytes);
        expect(header.size).toBe(bytes.length);
        expect(header.region).toBe(region);
        const want = [...given].sort((a, b) => a.tag - b.tag).map(readable);
        expect(header.tags.map(({ tag, type, values }) => ({ tag, type, values }))).toEqual(want);
      }),
    );
  });

  test('is laid out as documented', () => {
    const bytes = encodeHeader(63, [
      { tag: 1004, value: { type: 'i18n', text: 'ä' } },
      { tag: 1000, value: { type: 'string', text: 'a' } },
      { tag: 1003, value: { type: 'int32', values: [7] } },
    ]);
    const words = Buffer.from(bytes).toString('hex').match(/.{8}/g) ?? [];
    expect(words.slice(0, 4)).toEqual(['8eade801', '00000000', '00000004', '0000001b']);
    expect(words.slice(4, 8)).toEqual(['0000003f', '00000007', '0000000b', '00000010']);
    expect(words.slice(8, 12)).toEqual(['000003e8', '00000006', '00000000', '00000001']);
    expect(words.slice(12, 16)).toEqual(['000003eb', '00000004', '00000004', '00000001']);
    expect(words.slice(16, 20)).toEqual(['000003ec', '00000009', '00000008', '00000001']);
    expect(Buffer.from(bytes.subarray(80)).toString('hex')).toBe(
      ['6100', '0000', '00000007', 'c3a400', '0000003f', '00000007', 'ffffffc0', '00000010'].join(
        '',
      ),
    );
  });

  test('refuses what rpm would not read', () => {
    const bytes = new Uint8Array(MAX_DATA);
    const encode = () => encodeHeader(63, [{ tag: 1000, value: { type: 'bin', bytes } }]);
    expect(encode).toThrow(expect.objectContaining({ code: 'format_limit' }));
    expect(encode).toThrow(`${MAX_DATA + 16} bytes; rpm reads at most ${MAX_DATA}`);
  });
});

describe('the main header', () => {
  test('of a package with a bit of everything', async () => {
    const of = packageOf('rpm');
    const bytes = await rpmOf(
      {
        version: {
          epoch: '2',
          version: '1.2',
          prerelease: 'rc-1',
          metadata: 'g7',
          release: '3.el9',
        },
        description: 'Tells the time\nby daylight, in Kyïv too',
        relations: {
          depends: ['glibc >= 2.17', '(gnomon or stick)', 'glibc>=2.17'],
          recommends: ['sun'],
          suggests: ['hat < 2'],
          conflicts: ['night'],
          replaces: ['clock <= 1:9-2'],
          provides: ['time = 1.0'],
        },
        scripts: {
          preinstall: script('#!/bin/sh\necho pre\n'),
          postinstall: script('#!/usr/bin/env bash\necho post\n'),
          verify: script('test -e /usr/bin/sundial\n'),
        },
        changelog: [
          {
            version: '1.2',
            time: 1_699_999_999,
            packager: 'Sun Dial <sun@dial.example>',
            notes: ['the shadow is sharper', 'summer:\n\nalso when it is late'],
            urgency: '',
            distributions: [],
          },
        ],
        rpm: {
          ...of.rpm,
          requires: { ...of.rpm.requires, post: ['sun-tools'] },
          prefixes: ['/opt/dial/'],
          group: 'Time',
        },
      },
      [
        dir('/usr', { implicit: true }),
        dir('/usr/share/dial'),
        file('/usr/share/dial/face', 'XII'),
        file('/usr/share/dial-plate', '', { role: 'doc', lang: 'uk' }),
        file('/etc/dial.conf', 'x=1\n', { role: 'config|noreplace', owner: 'dial' }),
        { ...file('/var/log/dial', ''), type: 'ghost' },
        symlink('/usr/bin/dial', '../share/dial/face'),
      ],
    );
    const names = new Map(HEADER_TAGS.map(({ tag, name }) => [tag, name]));
    const { header } = readRpm(bytes);
    // The compressed bytes are the compressor's affair.
    const text = dump(header, names).replace(/(?<=^5092 .*")\w+/m, 'DIGEST');
    await expect(text).toMatchFileSnapshot('golden/main-header.txt');
  });

  test('has each tag once in its table', () => {
    const tags = HEADER_TAGS.map(({ tag }) => tag);
    expect(new Set(tags).size).toBe(tags.length);
  });
});
