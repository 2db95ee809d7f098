// A reader of zip archives that shares nothing with the writer, and takes nothing on trust.
import { crc32, inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc32: number;
  readonly size: number;
  readonly packedSize: number;
  /** DOS date and time. */
  readonly date: number;
  readonly time: number;
  /** Of the local header. */
  readonly offset: number;
  readonly headerSize: number;
  /** As they are in the archive. */
  readonly packed: Buffer;
  readonly content: Buffer;
}

const LONG = 0xffff_ffff;

/** Every member in the order of the central directory; throws where something does not add up. */
export function readZip(bytes: Buffer): ZipEntry[] {
  const { start, size, count } = readEnds(bytes);
  const entries: ZipEntry[] = [];
  let at = start;
  let end = 0;
  while (at < start + size) {
    const { length, ...central } = readCentral(bytes, at);
    expect(central.offset === end, 'members without gaps');
    const entry = readLocal(bytes, central);
    end = entry.offset + entry.headerSize + entry.packedSize + 24;
    entries.push(entry);
    at += length;
  }
  expect(end === start, 'the directory right after the members');
  expect(entries.length === count, 'as many members as the end says');
  return entries;
}

/** The end records, and where the central directory is. */
export function readEnds(bytes: Buffer) {
  const end = bytes.length - 22;
  expect(bytes.readUInt32LE(end) === 0x06054b50, 'an end');
  expect(bytes.readUInt16LE(end + 20) === 0, 'no comment');
  const locator = end - 20;
  expect(bytes.readUInt32LE(locator) === 0x07064b50, 'a zip64 locator');
  const zip64 = Number(bytes.readBigUInt64LE(locator + 8));
  const at = locator - 56;
  expect(bytes.readUInt32LE(at) === 0x06064b50, 'a zip64 end');
  expect(bytes.readBigUInt64LE(at + 4) === 44n, 'its length');
  const [count, size, start] = [32, 40, 48].map((o) => Number(bytes.readBigUInt64LE(at + o)));
  expect(zip64 === (start ?? 0) + (size ?? 0), 'the zip64 end behind the directory');
  return { start: start ?? 0, size: size ?? 0, count };
}

/** A central header, without looking at the member. */
export function readCentral(bytes: Buffer, at: number) {
  expect(bytes.readUInt32LE(at) === 0x02014b50, 'a central header');
  expect(bytes.readUInt16LE(at + 6) === 45, 'what zip64 needs');
  expect(bytes.readUInt16LE(at + 8) === 8, 'a data descriptor, and no other flag');
  const nameSize = bytes.readUInt16LE(at + 28);
  const extraSize = bytes.readUInt16LE(at + 30);
  const name = bytes.toString('latin1', at + 46, at + 46 + nameSize);
  const extra = bytes.subarray(at + 46 + nameSize, at + 46 + nameSize + extraSize);
  let next = 4;
  const value = (offset: number) => {
    const short = bytes.readUInt32LE(at + offset);
    if (short !== LONG) return short;
    expect(extra.readUInt16LE(0) === 1, 'a zip64 field');
    next += 8;
    return Number(extra.readBigUInt64LE(next - 8));
  };
  const size = value(24);
  const packedSize = value(20);
  const offset = value(42);
  expect(extra.length === (next > 4 ? next : 0), 'nothing else in the extra field');
  return {
    name,
    method: bytes.readUInt16LE(at + 10),
    time: bytes.readUInt16LE(at + 12),
    date: bytes.readUInt16LE(at + 14),
    crc32: bytes.readUInt32LE(at + 16),
    size,
    packedSize,
    offset,
    length: 46 + nameSize + extraSize,
  };
}

function readLocal(
  bytes: Buffer,
  central: Omit<ReturnType<typeof readCentral>, 'length'>,
): ZipEntry {
  const { offset, packedSize, size } = central;
  expect(bytes.readUInt32LE(offset) === 0x04034b50, 'a local header');
  expect(bytes.readUInt16LE(offset + 6) === 8, 'a data descriptor');
  expect(bytes.readUInt16LE(offset + 8) === central.method, 'the same method');
  expect(bytes.readUInt16LE(offset + 10) === central.time, 'the same time');
  expect(
    bytes.subarray(offset + 14, offset + 26).every((byte) => byte === 0),
    'no sizes',
  );
  const headerSize = 30 + bytes.readUInt16LE(offset + 26);
  expect(bytes.readUInt16LE(offset + 28) === 0, 'no extra field');
  const name = bytes.toString('latin1', offset + 30, offset + headerSize);
  expect(name === central.name, 'the same name');
  const data = offset + headerSize;
  const packed = bytes.subarray(data, data + packedSize);
  const descriptor = bytes.subarray(data + packedSize, data + packedSize + 24);
  expect(descriptor.readUInt32LE(0) === 0x08074b50, 'a descriptor');
  expect(descriptor.readUInt32LE(4) === central.crc32, 'the same checksum');
  expect(Number(descriptor.readBigUInt64LE(8)) === packedSize, 'the same packed size');
  expect(Number(descriptor.readBigUInt64LE(16)) === size, 'the same size');
  const content = central.method === 0 ? packed : inflateRawSync(packed);
  expect(content.length === size, 'all of the content');
  expect(crc32(content) === central.crc32, 'the right checksum');
  return { ...central, headerSize, packed, content };
}

function expect(fact: boolean, what: string): asserts fact {
  if (!fact) throw new Error(`expected ${what}`);
}
