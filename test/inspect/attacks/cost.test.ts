// Packages of few bytes whose reading would take a careless reader minutes or gigabytes: each is
// read, or refused, within the bounds that the fuzzer has.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/inspect/index.ts';
import { FIELD_NAMES, FILE_TAG, TAG } from '../../../src/inspect/rpm/tags.ts';
import { scratchFolder } from '../../support/tools.ts';
import { compiledInspect } from './apart.ts';
import { cpioMember, lyingAr, lyingZip, rpmHeader, rpmOf, TAR_END, tarMember } from './make.ts';

/** Of a processor: twice what the slowest takes here, as machines differ. */
const MAX_SECONDS = 8;
/** What may be kept, and what is being made of it. */
const MAX_MIB = 320;

const inspectApart = compiledInspect(scratchFolder());

/** A stream of nothing, as each program makes it. */
const NOTHING = {
  gz: gzipSync(''),
  bz2: Buffer.from('425a683917724538509000000000', 'hex'),
  zst: Buffer.from('28b52ffd2000010000', 'hex'),
  xz: Buffer.from('/Td6WFoAAATm1rRGAAAAABzfRCEftvN9AQAAAAAEWVo=', 'base64'),
};

/** A byte, as bzip2 has it. */
const BYTE = Buffer.from(
  '425a6839314159265359b1f7404b00000040004000200021184682ee48a70a12163ee80960',
  'hex',
);

/** A deb of these bytes as its control file, and these as its compressed files. */
function debOf(control: Uint8Array, ending: string, data: Uint8Array): Buffer {
  const member = gzipSync(Buffer.concat([tarMember({ name: 'control', body: control }), TAR_END]));
  return lyingAr([
    { name: 'debian-binary', body: Buffer.from('2.0\n') },
    { name: 'control.tar.gz', body: member },
    { name: `data.tar${ending}`, body: data },
  ]);
}

const CONTROL = Buffer.from('Package: a\n');

/** A deb whose files are in as many streams of nothing. */
const inStreams = (kind: keyof typeof NOTHING, count: number) =>
  debOf(CONTROL, `.${kind}`, Buffer.alloc(NOTHING[kind].length * count, NOTHING[kind]));

const LARGE = 'package_too_large';
/** Bytes of the longest text that is taken apart. */
const MOST = DEFAULT_LIMITS.text - 10;

const filled = (size: number, text: string, start = '') =>
  Buffer.concat([Buffer.from(start), Buffer.alloc(size, text, 'latin1')]);

const PKGINFO = Buffer.from('pkgname = a\npkgbase = a\n');

function archOf(name: string, body: Buffer): Buffer {
  const others = name === '.PKGINFO' ? [] : [tarMember({ name: '.PKGINFO', body: PKGINFO })];
  const start = name === '.PKGINFO' ? Buffer.concat([PKGINFO, body]).subarray(0, MOST) : body;
  return gzipSync(Buffer.concat([...others, tarMember({ name, body: start }), TAR_END]));
}

function md5sumsOf(body: Buffer): Buffer {
  const control = [
    tarMember({ name: 'control', body: CONTROL }),
    tarMember({ name: 'md5sums', body }),
  ];
  return lyingAr([
    { name: 'debian-binary', body: Buffer.from('2.0\n') },
    { name: 'control.tar.gz', body: gzipSync(Buffer.concat([...control, TAR_END])) },
    { name: 'data.tar', body: TAR_END },
  ]);
}

const msixOf = (manifest: Buffer) =>
  lyingZip([{ name: 'AppxManifest.xml', body: manifest.toString('latin1') }]);

/** Every tag that is shown, at the same bytes. */
function rpmOver(text: Buffer): Buffer {
  const tags = [...FIELD_NAMES.keys()].map((tag) => [tag, 6, 0, 1] as const);
  const numbers: readonly number[] = [TAG.epoch, TAG.buildTime, TAG.size, TAG.longSize];
  const shown = tags.filter(([tag]) => !numbers.includes(tag));
  const data = Buffer.concat([text, Buffer.of(0)]);
  const ends = shown.map((row) =>
    row[0] === TAG.payloadFormat ? [row[0], 6, text.length, 1] : row,
  );
  return rpmOf(rpmHeader(ends as typeof tags, data), cpioMember('TRAILER!!!'));
}

/** Names of no length, in a folder whose name is as long as it may be. */
function rpmInOneFolder(): Buffer {
  const count = 300_000;
  const data = Buffer.alloc(4 * count + 4100);
  data.fill('a', 4 * count, 4 * count + 4000);
  const header = rpmHeader(
    [
      [FILE_TAG.baseNames, 8, 0, count],
      [FILE_TAG.dirNames, 8, 4 * count, 1],
      [FILE_TAG.dirIndexes, 4, 0, count],
    ],
    data,
  );
  return rpmOf(header, cpioMember('TRAILER!!!'));
}

type Case = readonly [what: string, bytes: () => Uint8Array, result: string];

const CASES: readonly Case[] = [
  [
    'a size below nothing of what describes the first member of a tar archive',
    () => Buffer.concat([tarMember({ type: 'x', size: '-0000001000' }), TAR_END]),
    'package_malformed',
  ],
  ['streams of gzip', () => inStreams('gz', 400_000), 'package_too_large'],
  ['streams of bzip2', () => inStreams('bz2', 400_000), 'package_too_large'],
  ['streams of zstd', () => inStreams('zst', 400_000), 'package_too_large'],
  ['streams of xz', () => inStreams('xz', 10_000), 'package_too_large'],
  [
    'streams of bzip2 of one byte',
    () => debOf(CONTROL, '.bz2', Buffer.alloc(BYTE.length * 50_000, BYTE)),
    'package_too_large',
  ],
  [
    'padding behind xz',
    () => debOf(CONTROL, '.xz', Buffer.concat([NOTHING.xz, Buffer.alloc(20_000_000)])),
    'package_malformed',
  ],
  ['bytes that are no text', () => debOf(filled(MOST, '\xff'), '', TAR_END), 'deb'],
  ['too many bytes that are no text', () => debOf(filled(5 * MOST, '\xff'), '', TAR_END), LARGE],
  ['fields of a control file', () => debOf(filled(MOST, 'a:\n'), '', TAR_END), LARGE],
  ['lines of a field', () => debOf(filled(MOST, 'a:\n \n'), '', TAR_END), LARGE],
  ['lines of .PKGINFO', () => archOf('.PKGINFO', filled(MOST, 'a=\n')), LARGE],
  ['functions of an install script', () => archOf('.INSTALL', filled(MOST, 'a_b{\n')), 'archlinux'],
  ['lines of .MTREE', () => archOf('.MTREE', gzipSync(filled(10 * MOST, 'a\n'))), LARGE],
  ['words of .MTREE', () => archOf('.MTREE', gzipSync(filled(10 * MOST, 'a '))), LARGE],
  ['lines of md5sums', () => md5sumsOf(filled(10 * MOST, 'a\n')), LARGE],
  ['bytes of md5sums that are no text', () => md5sumsOf(filled(10 * MOST, '\xff')), LARGE],
  ['elements of a manifest', () => msixOf(filled(MOST, '<a>')), LARGE],
  ['attributes of a manifest', () => msixOf(filled(MOST, ' b=""', '<a')), 'msix'],
  ['tags of an rpm over one long text', () => rpmOver(filled(7 * MOST, 'a')), LARGE],
  ['tags of an rpm over one text', () => rpmOver(filled(MOST, 'a')), LARGE],
  ['files of an rpm in one folder of a long name', rpmInOneFolder, LARGE],
];

describe('a package is no burden, whatever there is of', () => {
  test.each(CASES)('%s', (_, bytes, result) => {
    const cost = inspectApart(bytes());
    expect(cost.result).toBe(result);
    expect(cost.seconds).toBeLessThan(MAX_SECONDS);
    expect(cost.mib).toBeLessThan(MAX_MIB);
  });
});
