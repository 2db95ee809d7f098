// The central directory of a zip archive, by APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16.
import type { Reading } from '../reading.ts';
import type { Source } from '../source.ts';

export interface ZipMember {
  readonly name: Buffer;
  /** General purpose bits, section 4.4.4. */
  readonly flags: number;
  /** Section 4.4.5: 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc32: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its local header is. */
  readonly offset: number;
  /** Seconds since 1970, as if DOS times were UTC. */
  readonly mtime: number;
  /** As in stat(2), or 0 where another system made it. */
  readonly mode: number;
  /** Where its entry is, for messages. */
  readonly place: number;
}

const END = 0x06054b50;
const END_SIZE = 22;
const END64 = 0x06064b50;
const END64_SIZE = 56;
const LOCATOR = 0x07064b50;
const LOCATOR_SIZE = 20;
const ENTRY = 0x02014b50;
const ENTRY_SIZE = 46;
const MAX_COMMENT = 0xffff;
const FULL32 = 0xffffffff;
const MADE_BY_UNIX = 3;

/** Throws `package_malformed`, `package_too_large`. */
export async function readDirectory(file: Source, reading: Reading): Promise<ZipMember[]> {
  const { count, size, offset, end } = await findEnd(file, reading);
  if (offset + size > end) {
    throw reading.malformed('the zip directory lies outside of its file', { offset: end });
  }
  if (count > reading.limits.entries)
    throw reading.tooLarge(`${count} zip members`, { offset: end });
  reading.keep(size, { offset });
  const read = await file.read(offset, size);
  const bytes = Buffer.from(read.buffer, read.byteOffset, read.length);
  const members: ZipMember[] = [];
  let at = 0;
  // One more than stated is enough to know.
  while (at < size && members.length <= count) {
    const entry = entryAt(bytes, at, offset, reading);
    members.push(entry.member);
    at += entry.length;
  }
  if (members.length !== count) {
    const than = members.length > count ? 'more' : 'fewer';
    throw reading.malformed(`a zip directory has ${than} members than the ${count} it states`, {
      offset: offset + at,
    });
  }
  return members;
}

async function findEnd(file: Source, reading: Reading) {
  const from = Math.max(0, file.size - END_SIZE - MAX_COMMENT);
  const tail = Buffer.from(await file.read(from, file.size - from));
  for (let at = tail.length - END_SIZE; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END) continue;
    if (at + END_SIZE + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const end = from + at;
    const found = {
      count: tail.readUInt16LE(at + 10),
      size: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
      end,
    };
    return (await findEnd64(file, end, reading)) ?? found;
  }
  throw reading.malformed('the zip archive has no end: it is damaged or cut short', {
    offset: file.size,
  });
}

/** The end of an archive with larger numbers, if it has one: section 4.3.14. */
async function findEnd64(file: Source, end: number, reading: Reading) {
  if (end < LOCATOR_SIZE) return undefined;
  const locator = Buffer.from(await file.read(end - LOCATOR_SIZE, LOCATOR_SIZE));
  if (locator.readUInt32LE(0) !== LOCATOR) return undefined;
  const at = Number(locator.readBigUInt64LE(8));
  if (at + END64_SIZE > end) {
    throw reading.malformed('the zip64 end lies outside of its file', {
      offset: end - LOCATOR_SIZE,
    });
  }
  const record = Buffer.from(await file.read(at, END64_SIZE));
  if (record.readUInt32LE(0) !== END64)
    throw reading.malformed('there is no zip64 end', { offset: at });
  const number = (from: number) => Number(record.readBigUInt64LE(from));
  return { count: number(32), size: number(40), offset: number(48), end: at };
}

function entryAt(bytes: Buffer, at: number, base: number, reading: Reading) {
  const malformed = (why: string) => reading.malformed(why, { offset: base + at });
  if (at + ENTRY_SIZE > bytes.length || bytes.readUInt32LE(at) !== ENTRY) {
    throw malformed('the zip directory is damaged');
  }
  const nameSize = bytes.readUInt16LE(at + 28);
  const extraSize = bytes.readUInt16LE(at + 30);
  const length = ENTRY_SIZE + nameSize + extraSize + bytes.readUInt16LE(at + 32);
  if (at + length > bytes.length) throw malformed('a zip member reaches beyond the directory');
  const name = bytes.subarray(at + ENTRY_SIZE, at + ENTRY_SIZE + nameSize);
  const extra = bytes.subarray(at + ENTRY_SIZE + nameSize, at + ENTRY_SIZE + nameSize + extraSize);
  const [size, packedSize, offset] = wideNumbers(extra, [
    bytes.readUInt32LE(at + 24),
    bytes.readUInt32LE(at + 20),
    bytes.readUInt32LE(at + 42),
  ]);
  if (size === undefined || packedSize === undefined || offset === undefined) {
    throw malformed('a zip member lacks its sizes');
  }
  const isUnix = bytes.readUInt8(at + 5) === MADE_BY_UNIX;
  const member: ZipMember = {
    name,
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    crc32: bytes.readUInt32LE(at + 16),
    packedSize,
    size,
    offset,
    mtime: dosTime(bytes.readUInt16LE(at + 14), bytes.readUInt16LE(at + 12)),
    mode: isUnix ? bytes.readUInt16LE(at + 40) : 0,
    place: base + at,
  };
  return { member, length };
}

/** Numbers that are all ones stand in the zip64 field, in this order: section 4.5.3. */
function wideNumbers(extra: Buffer, numbers: readonly number[]): (number | undefined)[] {
  let field: Buffer = extra.subarray(0, 0);
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    const size = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) field = extra.subarray(at + 4, at + 4 + size);
  }
  let at = 0;
  return numbers.map((number) => {
    if (number !== FULL32) return number;
    if (at + 8 > field.length) return undefined;
    const wide = field.readBigUInt64LE(at);
    at += 8;
    return wide <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(wide) : undefined;
  });
}

/** Section 4.4.6. */
function dosTime(date: number, time: number): number {
  const day = [1980 + (date >> 9), ((date >> 5) & 15) - 1, date & 31] as const;
  return Date.UTC(...day, time >> 11, (time >> 5) & 63, (time & 31) * 2) / 1000;
}
