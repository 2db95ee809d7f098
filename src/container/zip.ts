// Zip as MakeAppx writes it, by PKWARE's APPNOTE.TXT; integers are little-endian:
//   { local header 30 | name | data | descriptor 24 } *
//   { central header 46 | name | [ zip64 field ] } *
//   zip64 end 56 | zip64 locator 20 | end 22
// Sizes and checksum of a member stand in its descriptor and not in its local header; the ends
// are those of zip64 whatever the size.
import type { Segment } from '../model/segment.ts';
import { concat, utf8, utf8Length } from './bytes.ts';

export interface ZipMember {
  /** ASCII, with slashes. */
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  /** Of the bytes before compression. */
  readonly crc32: number;
  /** Length in bytes before compression, and after. */
  readonly size: number;
  readonly packedSize: number;
  /** Seconds since 1970; zip knows 1980 to 2107, in steps of two. */
  readonly mtime: number;
}

const METHODS = { stored: 0, deflated: 8 } as const;
const VERSION_ZIP64 = 45;
/** Bit 3: sizes and checksum stand behind the data. */
const FLAGS = 0x0008;
const LOCAL_HEADER_SIZE = 30;
const DESCRIPTOR_SIZE = 24;
const UINT32_MAX = 0xffff_ffff;
const DOS_START = Date.UTC(1980, 0, 1) / 1000;
const DOS_END = Date.UTC(2107, 11, 31, 23, 59, 58) / 1000;

/** Length in bytes of a member's local header, with the name. */
export function zipHeaderSize(name: string): number {
  return LOCAL_HEADER_SIZE + utf8Length(name);
}

/** A member with its data. */
export function zipMember(member: ZipMember, data: Segment): Segment[] {
  const name = utf8(member.name);
  const header = fields(
    [4, 0x0403_4b50],
    [2, VERSION_ZIP64],
    [2, FLAGS],
    [2, METHODS[member.method]],
    [4, dosTime(member.mtime)],
    [4, 0],
    [4, 0],
    [4, 0],
    [2, name.length],
    [2, 0],
  );
  const descriptor = fields(
    [4, 0x0807_4b50],
    [4, member.crc32],
    [8, member.packedSize],
    [8, member.size],
  );
  return [concat([header, name]), data, descriptor];
}

/** Length in bytes of a member with its data. */
export function zipMemberSize({ name, packedSize }: ZipMember): number {
  return zipHeaderSize(name) + packedSize + DESCRIPTOR_SIZE;
}

/** The central directory and all that comes after it, for members from offset 0 on without gaps. */
export function zipDirectory(members: readonly ZipMember[]): Uint8Array {
  let start = 0;
  const headers = members.map((member) => {
    const header = centralHeader(member, start);
    start += zipMemberSize(member);
    return header;
  });
  const size = headers.reduce((sum, { length }) => sum + length, 0);
  return concat([...headers, ends(members.length, size, start)]);
}

function centralHeader(member: ZipMember, start: number): Uint8Array {
  const name = utf8(member.name);
  const sizes = [member.size, member.packedSize, start];
  const [size = 0, packedSize = 0, offset = 0] = sizes.map((value) => Math.min(value, UINT32_MAX));
  const extra = zip64Field(sizes.filter((value) => value >= UINT32_MAX));
  const header = fields(
    [4, 0x0201_4b50],
    [2, VERSION_ZIP64],
    [2, VERSION_ZIP64],
    [2, FLAGS],
    [2, METHODS[member.method]],
    [4, dosTime(member.mtime)],
    [4, member.crc32],
    [4, packedSize],
    [4, size],
    [2, name.length],
    [2, extra.length],
    [2, 0], // comment
    [2, 0], // disk
    [2, 0], // internal attributes
    [4, 0], // external attributes
    [4, offset],
  );
  return concat([header, name, extra]);
}

/** The extra field with the values that are too large for their own fields, in their order. */
function zip64Field(values: readonly number[]): Uint8Array {
  if (values.length === 0) return new Uint8Array();
  return fields([2, 1], [2, 8 * values.length], ...values.map((value) => [8, value] as const));
}

/**
 * The three records that end an archive.
 * @param count of members
 * @param size of the central directory in bytes
 * @param start offset of the central directory
 */
function ends(count: number, size: number, start: number): Uint8Array {
  return fields(
    [4, 0x0606_4b50],
    [8, 44], // length of the rest
    [2, VERSION_ZIP64],
    [2, VERSION_ZIP64],
    [4, 0], // this disk, and that of the directory
    [4, 0],
    [8, count],
    [8, count],
    [8, size],
    [8, start],
    [4, 0x0706_4b50],
    [4, 0], // disk of the zip64 end
    [8, start + size],
    [4, 1], // disks
    [4, 0x0605_4b50],
    [2, 0],
    [2, 0],
    [2, 0xffff], // the rest is in the zip64 end
    [2, 0xffff],
    [4, UINT32_MAX],
    [4, UINT32_MAX],
    [2, 0],
  );
}

type Field = readonly [width: 2 | 4 | 8, value: number];

function fields(...list: readonly Field[]): Uint8Array {
  const out = new Uint8Array(list.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [width, value] of list) {
    if (width === 2) view.setUint16(at, value, true);
    else if (width === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += width;
  }
  return out;
}

/** Time in the lower 16 bits, date in the upper; APPNOTE.TXT 4.4.6, in UTC. */
function dosTime(mtime: number): number {
  const at = new Date(Math.min(Math.max(mtime, DOS_START), DOS_END) * 1000);
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const date =
    ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  return date * 0x1_0000 + time;
}
