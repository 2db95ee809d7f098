// cpio "new ASCII" (SVR4), by cpio(5): { 110-byte header, name, body }, name and body padded
// to 4 bytes. rpm's stripped form (magic 07070X, rpm's docs/manual/format_v4.md) has instead of
// header and name { 8 hexadecimal digits: the place in the rpm header's file list, 2 NULs }; it is
// used when a file's size needs over 32 bits. The end is the same in both.
import type { Segment } from '../model/segment.ts';
import { concat, padding, utf8 } from './bytes.ts';

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

/** The size field has eight hexadecimal digits; rpm does not use its last value. */
export const CPIO_MAX_FILE = 0xffff_fffe;
/** With the NUL at its end; rpm reads no longer ones (CPIO_NAMESIZE_MAX of its lib/cpio.cc). */
export const CPIO_MAX_NAME = 4096;

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
  const header = cpioHeader(member);
  return body ? [header, ...[body].flat(), padding(member.size, 4)] : [header];
}

/** A member in rpm's stripped form; `index` is its place in the header's file list. */
export function cpioStrippedMember(index: number, size: number, body?: CpioBody): Segment[] {
  const header = utf8(`07070X${hex(index)}`);
  const aligned = concat([header, padding(header.length, 4)]);
  return body ? [aligned, ...[body].flat(), padding(size, 4)] : [aligned];
}

/** The member that ends an archive. */
export function cpioEnd(): Uint8Array {
  return cpioHeader(TRAILER);
}

function cpioHeader(member: CpioMember): Uint8Array {
  const name = utf8(`${member.name}\0`);
  const fields = [
    member.inode,
    member.mode,
    0, // uid: rpm goes by the names in its header
    0, // gid
    1, // links
    member.mtime,
    member.size,
    0, // device major
    0, // device minor
    0, // special file major
    0, // special file minor
    name.length,
    0, // checksum, unused in this variant
  ];
  const header = utf8(`070701${fields.map(hex).join('')}`);
  return concat([header, name, padding(header.length + name.length, 4)]);
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
