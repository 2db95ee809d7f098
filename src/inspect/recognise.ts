import { isAr } from './archive/ar-guard.ts';
import { ByteReader } from './byte-reader.ts';
import { packedSource, unpack } from './decompress/index.ts';
import type { FormatReader } from './facts.ts';
import { readDeb } from './readers/deb.ts';
import { readTarball } from './readers/tarball.ts';
import { Reading } from './reading.ts';
import { isRpm, readRpm } from './rpm/index.ts';
import type { PackageFile } from './source.ts';

/** Finds the reader for a package by what is in it. Throws `package_unsupported`. */
export async function recognise(file: PackageFile, reading: Reading): Promise<FormatReader> {
  const head = await file.read(0, Math.min(file.size, 512));
  if (isAr(head)) return readDeb;
  if (isRpm(head)) return readRpm;
  if (await isTar(file, reading)) return readTarball;
  throw reading.unsupported('it is no package of a kind that is known here');
}

async function isTar(file: PackageFile, reading: Reading): Promise<boolean> {
  const unpacked = unpack(await packedSource(file), new Reading(reading.file, reading.limits));
  const reader = new ByteReader(unpacked, reading, (offset) => ({ offset }));
  try {
    return isTarHeader(await reader.readUpTo(512));
  } finally {
    await reader.close();
  }
}

/** Whether a block has the checksum of a tar header: the sum of all bytes, its own as blanks. */
export function isTarHeader(block: Uint8Array): boolean {
  if (block.length < 512) return false;
  const own = block.subarray(148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0) + 8 * 32;
  const digits = Buffer.from(own)
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .trimStart();
  const expected = sum - own.reduce((total, byte) => total + byte, 0);
  return /^[0-7]+$/.test(digits) && Number.parseInt(digits, 8) === expected;
}
