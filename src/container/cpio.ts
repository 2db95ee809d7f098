// cpio "new ASCII" (SVR4), by cpio(5): { 110-byte header, name, body }, name and body padded
// to 4 bytes. In rpm's stripped form (rpm's docs/manual/format_v4.md), { magic 07070X, index in the
// rpm header's file list as 8 hexadecimal digits, 2 NULs } stands in place of header and name. It is
// used when the size of a file needs more than 32 bits. Both forms end with the same member.
import type { Segment } from '../model/segment.ts';
import { padding, setText, utf8Length, zeroed } from './bytes.ts';

export interface CpioMember {
  /** Path as written, without the NUL. */
  readonly name: string;
  /** File type and permission bits, as in stat(2). */
  readonly mode: number;
  readonly inode: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  /** Length of the body in bytes. */
  readonly size: number;
}

/** Bytes of a body: its field has eight hexadecimal digits, and rpm does not use the last value. */
export const CPIO_MAX_FILE = 0xffff_fffe;
/** Bytes of a name with its NUL; rpm reads no longer ones (CPIO_NAMESIZE_MAX of its lib/cpio.cc). */
export const CPIO_MAX_NAME = 4096;

const HEADER_SIZE = 110;
/** Magic and index, without the two NULs after them. */
const STRIPPED_SIZE = 14;
const ALIGNMENT = 4;

const TRAILER: CpioMember = {
  name: 'TRAILER!!!',
  mode: 0,
  inode: 0,
  mtime: 0,
  size: 0,
};

/** Bytes of a member; in parts when it is an archive itself. */
export type CpioBody = Segment | readonly Segment[];

/** A member with its body, padded to 4 bytes. */
export function cpioMember(member: CpioMember, body?: CpioBody): Segment[] {
  return withBody(cpioHeader(member), member.size, body);
}

/** A member in rpm's stripped form; `index` is that of the file in the rpm header's list, from 0. */
export function cpioStrippedMember(index: number, size: number, body?: CpioBody): Segment[] {
  const header = zeroed(aligned(STRIPPED_SIZE));
  setText(header, 0, '07070X', 6);
  setHex(header, 6, index);
  return withBody(header, size, body);
}

/** The member that ends an archive. */
export function cpioEnd(): Uint8Array {
  return cpioHeader(TRAILER);
}

function withBody(header: Uint8Array, size: number, body: CpioBody | undefined): Segment[] {
  if (!body) return [header];
  const end = padding(size, ALIGNMENT);
  return body instanceof Uint8Array || 'chunks' in body
    ? [header, body, end]
    : [header, ...body, end];
}

function cpioHeader(member: CpioMember): Uint8Array {
  const nameSize = utf8Length(member.name) + 1;
  const header = zeroed(aligned(HEADER_SIZE + nameSize));
  setText(header, 0, '070701', 6);
  setHex(header, 6, member.inode);
  setHex(header, 14, member.mode);
  setHex(header, 22, 0); // uid: rpm goes by the names in its header
  setHex(header, 30, 0); // gid
  setHex(header, 38, 1); // links
  setHex(header, 46, member.mtime);
  setHex(header, 54, member.size);
  setHex(header, 62, 0); // device major
  setHex(header, 70, 0); // device minor
  setHex(header, 78, 0); // special file major
  setHex(header, 86, 0); // special file minor
  setHex(header, 94, nameSize);
  setHex(header, 102, 0); // checksum, unused in this variant
  setText(header, HEADER_SIZE, member.name, nameSize);
  return header;
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}

/** Sets eight hexadecimal digits. */
function setHex(out: Uint8Array, at: number, value: number): void {
  let rest = value;
  for (let i = at + 7; i >= at; i -= 1) {
    const digit = rest & 0xf;
    out[i] = digit < 10 ? 0x30 + digit : 0x57 + digit;
    rest >>>= 4;
  }
}
