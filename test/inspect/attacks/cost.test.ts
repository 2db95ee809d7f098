// Packages of few bytes whose reading would take a careless reader minutes or gigabytes: each is
// read, or refused, within the bounds that the fuzzer has.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../../support/tools.ts';
import { compiledInspect } from './apart.ts';
import { lyingAr, TAR_END, tarMember } from './make.ts';

/** Of a processor; the start of the process and a slow machine need their part of it. */
const MAX_SECONDS = 4;
const MAX_MIB = 256;

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
];

describe('a package is no burden, whatever there is of', () => {
  test.each(CASES)('%s', (_, bytes, result) => {
    const cost = inspectApart(bytes());
    expect(cost.result).toBe(result);
    expect(cost.seconds).toBeLessThan(MAX_SECONDS);
    expect(cost.mib).toBeLessThan(MAX_MIB);
  });
});
