// Tar in two dialects, by POSIX.1-2017 pax(1) and GNU tar's "Basic Tar Format":
// { header block, body padded to 512 } per member, then two zero blocks.
//   gnu  long names in 'L' and 'K' members, large numbers in base 256; what dpkg reads
//   pax  whatever a field cannot hold, and own keys, in 'x' members; what apk reads
import type { Segment } from '../model/segment.ts';
import { concat, padding, utf8 } from './bytes.ts';

export type TarDialect = 'gnu' | 'pax';

export interface TarMember {
  /** Path as written; folders end in a slash. */
  readonly name: string;
  readonly type: 'file' | 'dir' | 'symlink';
  /** Permission bits, 0 to 0o7777. */
  readonly mode: number;
  readonly uname: string;
  readonly gname: string;
  /** Seconds since 1970. */
  readonly mtime: number;
  /** Target of a symlink. */
  readonly linkname?: string;
  /** Length of the body in bytes; 0 for folders and links. */
  readonly size: number;
  /** Own extended header keys; pax dialect only. */
  readonly pax?: Readonly<Record<string, string>>;
}

export const TAR_BLOCK = 512;
const NAME_FIELD = 100;
/** Owner and group fields are 32 bytes, NUL-terminated. */
export const TAR_MAX_OWNER = 31;
/** Size and time have eleven octal digits. */
const MAX_OCTAL = 0o77777777777;

const TYPE_FLAGS = { file: '0', symlink: '2', dir: '5' } as const;

/** Header blocks of one member, extension members included. */
export function tarHeader(member: TarMember, dialect: TarDialect): Uint8Array {
  const name = utf8(member.name);
  const link = utf8(member.linkname ?? '');
  const flag = TYPE_FLAGS[member.type];
  const blocks =
    dialect === 'gnu' ? [gnuLong('L', name), gnuLong('K', link)] : [paxHeader(member, name, link)];
  return concat([...blocks, headerBlock(member, name, link, flag, dialect)]);
}

/** A member with its body, padded to whole blocks. */
export function tarMember(member: TarMember, dialect: TarDialect, body?: Segment): Segment[] {
  const header = tarHeader(member, dialect);
  if (!body) return [header];
  return [header, body, padding(member.size, TAR_BLOCK)];
}

/** The two zero blocks that end an archive. */
export function tarEnd(): Uint8Array {
  return new Uint8Array(2 * TAR_BLOCK);
}

function headerBlock(
  member: TarMember,
  name: Uint8Array,
  link: Uint8Array,
  flag: string,
  dialect: TarDialect,
): Uint8Array {
  const block = new Uint8Array(TAR_BLOCK);
  block.set(name.subarray(0, NAME_FIELD), 0);
  block.set(number(member.mode, 8), 100);
  block.set(number(0, 8), 108);
  block.set(number(0, 8), 116);
  // In pax a number beyond the field stands in the extended header; readers take that one.
  const inField = (value: number) => (dialect === 'pax' && !fits(value) ? 0 : value);
  block.set(number(inField(member.size), 12), 124);
  block.set(number(inField(member.mtime), 12), 136);
  block.set(utf8(flag), 156);
  block.set(link.subarray(0, NAME_FIELD), 157);
  block.set(utf8(dialect === 'gnu' ? 'ustar  \0' : 'ustar\x0000'), 257);
  block.set(utf8(member.uname).subarray(0, TAR_MAX_OWNER), 265);
  block.set(utf8(member.gname).subarray(0, TAR_MAX_OWNER), 297);
  if (dialect === 'pax') {
    block.set(number(0, 8), 329);
    block.set(number(0, 8), 337);
  }
  // The checksum is the sum of all bytes, its own field counted as blanks.
  const sum = block.reduce((total, byte) => total + byte, 0) + 8 * 0x20;
  block.set(utf8(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return block;
}

/** Whether a size or time fits its field in octal. */
function fits(value: number): boolean {
  return value >= 0 && value <= MAX_OCTAL;
}

/** Octal digits and a NUL; or GNU's base 256 where they do not fit. */
function number(value: number, width: number): Uint8Array {
  const digits = value.toString(8);
  if (value >= 0 && digits.length < width) return utf8(`${digits.padStart(width - 1, '0')}\0`);
  const out = new Uint8Array(width);
  let rest = BigInt.asUintN(width * 8, BigInt(value));
  for (let i = width - 1; i >= 0; i -= 1) {
    out[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  out[0] = value < 0 ? 0xff : 0x80;
  return out;
}

function gnuLong(flag: 'L' | 'K', value: Uint8Array): Uint8Array {
  // A name of exactly 100 bytes fits, without its NUL; dpkg and GNU tar both read it so.
  if (value.length <= NAME_FIELD) return new Uint8Array();
  return extension('././@LongLink', flag, concat([value, new Uint8Array(1)]), 'gnu');
}

function paxHeader(member: TarMember, name: Uint8Array, link: Uint8Array): Uint8Array {
  const records: Record<string, string> = { ...member.pax };
  if (name.length > NAME_FIELD) records['path'] = member.name;
  if (link.length > NAME_FIELD) records['linkpath'] = member.linkname ?? '';
  if (!fits(member.size)) records['size'] = String(member.size);
  if (!fits(member.mtime)) records['mtime'] = String(member.mtime);
  if (utf8(member.uname).length > TAR_MAX_OWNER) records['uname'] = member.uname;
  if (utf8(member.gname).length > TAR_MAX_OWNER) records['gname'] = member.gname;
  const keys = Object.keys(records).sort();
  if (keys.length === 0) return new Uint8Array();
  const body = concat(keys.map((key) => paxRecord(key, records[key] ?? '')));
  const label = member.name.replace(/\/+$/, '').split('/').pop() ?? '';
  return extension(`PaxHeaders/${label}`, 'x', body, 'pax');
}

/** `LENGTH KEY=VALUE\n`, where LENGTH counts itself. */
function paxRecord(key: string, value: string): Uint8Array {
  const rest = utf8(` ${key}=${value}\n`);
  let length = rest.length;
  while (length !== rest.length + String(length).length) {
    length = rest.length + String(length).length;
  }
  return concat([utf8(String(length)), rest]);
}

/** A member that describes the one after it. */
function extension(name: string, flag: string, body: Uint8Array, dialect: TarDialect): Uint8Array {
  const member: TarMember = {
    name,
    type: 'file',
    mode: dialect === 'gnu' ? 0 : 0o644,
    uname: dialect === 'gnu' ? 'root' : '',
    gname: dialect === 'gnu' ? 'root' : '',
    mtime: 0,
    size: body.length,
  };
  const block = headerBlock(member, utf8(name), new Uint8Array(), flag, dialect);
  return concat([block, body, padding(body.length, TAR_BLOCK)]);
}
