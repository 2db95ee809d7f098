// Much out of little: what is unpacked has bounds, whichever format it is in.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, extract, inspect } from '../../../src/inspect/index.ts';
import { ipk } from '../../../src/ipk/index.ts';
import { needs, scratchFolder } from '../../support/tools.ts';
import { refusal, written } from '../sample.ts';
import { lyingAr, lyingZip, rpmHeader, rpmOf, TAR_END, tarMember } from './make.ts';

const MIB = 2 ** 20;
const ZEROS = Buffer.alloc(8 * MIB);
/** Less than the bombs here give, so that they stay small. */
const LIMITS = { freely: MIB, ratio: 100 };

const zeroTar = (name: string) => Buffer.concat([tarMember({ name, body: ZEROS }), TAR_END]);

/** Bytes through a program. */
function packedBy(program: string, args: readonly string[], input: Uint8Array): Buffer {
  const { stdout, status } = spawnSync(program, args, { input, maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${program} failed`);
  return stdout;
}

const version = { name: 'debian-binary', body: Buffer.from('2.0\n') };

describe('a bomb of gzip', () => {
  const packed = gzipSync(zeroTar('zeros'));
  const control = gzipSync(Buffer.concat([tarMember({ name: 'control' }), TAR_END]));
  const bombs: readonly (readonly [string, Buffer])[] = [
    ['a tarball', packed],
    [
      'the control of a deb',
      lyingAr([
        version,
        { name: 'control.tar.gz', body: packed },
        { name: 'data.tar.gz', body: packed },
      ]),
    ],
    [
      'the data of a deb',
      lyingAr([
        version,
        { name: 'control.tar.gz', body: control },
        { name: 'data.tar.gz', body: packed },
      ]),
    ],
    ['the control of an apk', gzipSync(zeroTar('.PKGINFO'))],
    ['the payload of an rpm', rpmOf(rpmHeader([]), packed)],
    [
      'a list in a package of pacman’s',
      Buffer.concat([
        tarMember({ name: '.MTREE', body: packed }),
        tarMember({ name: '.PKGINFO', body: Buffer.from('pkgname = a\npkgbase = a\n') }),
        TAR_END,
      ]),
    ],
  ];

  test.each(bombs)('in %s is stopped', async (_, bytes) => {
    const code = expect.stringMatching(/^package_(too_large|malformed)$/);
    expect(await refusal(inspect(bytes, { limits: LIMITS }))).toMatchObject({ code });
  });

  test('in an archive in an archive is stopped', async () => {
    const outer = gzipSync(gzipSync(gzipSync(zeroTar('x'))));
    expect(await refusal(inspect(outer, { limits: LIMITS }))).toMatchObject({
      code: 'package_unsupported',
    });
    const bytes = await written(ipk);
    expect((await inspect(bytes, { limits: LIMITS })).format).toBe('ipk');
  });

  test('of many small files is stopped by their number', async () => {
    const entry = tarMember({ name: 'x' });
    const many = gzipSync(Buffer.concat([...Array.from({ length: 3000 }, () => entry), TAR_END]));
    expect(await refusal(inspect(many, { limits: { entries: 2000 } }))).toMatchObject({
      code: 'package_too_large',
      member: 'tar',
      offset: 2000 * 512,
    });
  });

  test('is read when the limits are raised', async () => {
    const { entries } = await inspect(packed, { limits: { freely: 100 * MIB } });
    const sha256 = createHash('sha256').update(ZEROS).digest('hex');
    expect(entries).toMatchObject([{ size: ZEROS.length, digests: { sha256 } }]);
  });

  test('is stopped without any limits being set', async () => {
    const zeros = gzipSync(Buffer.alloc(64 * MIB), { level: 9 });
    const count = Math.ceil(DEFAULT_LIMITS.freely / (64 * MIB)) + 1;
    const size = (count * 64 * MIB).toString(8).padStart(11, '0');
    const head = gzipSync(tarMember({ name: 'zeros', size }));
    const bytes = Buffer.concat([head, ...Array.from({ length: count }, () => zeros)]);
    const before = process.memoryUsage().rss;
    expect(await refusal(inspect(bytes))).toMatchObject({ code: 'package_too_large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * MIB);
  });

  test('is not extracted', async () => {
    const into = `${scratchFolder()}/into`;
    expect(await refusal(extract(packed, into, { limits: LIMITS }))).toMatchObject({
      code: 'package_too_large',
    });
  });
});

needs(
  'xz',
  'zstd',
  'bzip2',
)('a bomb of', () => {
  test.each([
    ['xz', ['-c']],
    ['xz', ['-c', '--format=lzma']],
    ['zstd', ['-qc']],
    ['bzip2', ['-c']],
  ] as const)('%s %j is stopped, in a tarball and in a deb', async (program, args) => {
    const packed = packedBy(program, args, zeroTar('zeros'));
    const control = Buffer.concat([tarMember({ name: 'control' }), TAR_END]);
    const inDeb = lyingAr([
      version,
      { name: 'control.tar', body: control },
      { name: 'data.tar.x', body: packed },
    ]);
    for (const bytes of [packed, inDeb]) {
      expect(await refusal(inspect(bytes, { limits: LIMITS }))).toMatchObject({
        code: 'package_too_large',
        offset: expect.any(Number),
      });
    }
  });
});

test('a member of a zip archive that is more than it says is stopped there', async () => {
  const manifest = { name: 'AppxManifest.xml', body: '<Package/>' };
  const bytes = lyingZip([manifest, { name: 'x', body: 'x'.repeat(1000), lies: { size: 10 } }]);
  expect(await refusal(inspect(bytes))).toMatchObject({ code: 'package_malformed' });
});
