import { readApk } from './apk/index.ts';
import { isAr } from './archive/ar-guard.ts';
import { readTar } from './archive/tar.ts';
import { isZip } from './archive/zip.ts';
import { ARCH_CONTROL, readArch } from './archlinux/index.ts';
import { ByteReader } from './byte-reader.ts';
import { memberName } from './control-tar.ts';
import { readDeb } from './deb/index.ts';
import { type Compression, packedSource, unpack } from './decompress/index.ts';
import type { FormatReader } from './facts.ts';
import { readIpk } from './ipk/index.ts';
import { readMsix } from './msix/index.ts';
import type { Reading } from './reading.ts';
import { isRpm, readRpm } from './rpm/index.ts';
import type { PackageFile } from './source.ts';
import { readTarball } from './tarball.ts';

const HEAD_SIZE = 512;
/** Of a .PKGINFO, which is hardly ever larger. */
const PEEK_SIZE = 32 * 1024;

/** Finds the reader for a package by what is in it. Throws `package_unsupported`. */
export async function recognise(file: PackageFile, reading: Reading): Promise<FormatReader> {
  const head = await file.read(0, Math.min(file.size, HEAD_SIZE));
  const magic = Buffer.from(head.subarray(0, 4)).toString('latin1');
  if (isAr(head)) return readDeb;
  if (isRpm(head)) return readRpm;
  if (isZip(head)) return readMsix;
  if (magic.startsWith('ADB')) {
    const hint = 'apk-tools 3 writes it; what this reads is version 2, as Alpine has it';
    throw reading.unsupported('an apk of version 3 cannot be read', {}, hint);
  }
  const found = await tarReader(file, reading);
  if (found) return found;
  throw reading.unsupported('it is no package of a kind that is known here');
}

/** A compressed tar archive may be one of several packages; its first member tells. */
async function tarReader(file: PackageFile, reading: Reading): Promise<FormatReader | undefined> {
  const packed = await packedSource(file);
  // What is only looked at does not count.
  const look = reading.aside();
  const reader = new ByteReader(unpack(packed, look), look, (offset) => ({ offset }));
  try {
    const head = await reader.readUpTo(HEAD_SIZE);
    if (!isTarHeader(head)) return undefined;
    reader.giveBack(head);
    return await tarKind(reader, look, packed.compression);
  } finally {
    await reader.close();
  }
}

async function tarKind(
  reader: ByteReader,
  look: Reading,
  compression: Compression,
): Promise<FormatReader> {
  // A section of an apk has no end.
  for await (const entry of readTar(reader.rest(), look, 'tar', { mayLackEnd: true })) {
    const name = memberName(entry.name);
    if (name.startsWith('.SIGN.')) return compression === 'gzip' ? readApk : readTarball;
    if (name === 'debian-binary' || /^(control|data)\.tar\.gz$/.test(name)) return readIpk;
    if (!ARCH_CONTROL.test(name)) return readTarball;
    if (name !== '.PKGINFO' || compression !== 'gzip') return readArch;
    // makepkg always writes pkgbase, and apk never; an apk without a signature starts so too.
    const body = new ByteReader(entry.body, look, (offset) => ({ member: name, offset }));
    const text = Buffer.from(await body.readUpTo(PEEK_SIZE));
    return text.includes('\npkgbase =') ? readArch : readApk;
  }
  return readTarball;
}

/** Whether a block has the checksum of a tar header: the sum of all bytes, its own as blanks. */
function isTarHeader(bytes: Uint8Array): boolean {
  if (bytes.length < 512) return false;
  const block = bytes.subarray(0, 512);
  const own = block.subarray(148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0) + 8 * 32;
  const digits = Buffer.from(own)
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .trimStart();
  const expected = sum - own.reduce((total, byte) => total + byte, 0);
  return /^[0-7]+$/.test(digits) && Number.parseInt(digits, 8) === expected;
}
