// Tar in two dialects, by POSIX.1-2017 pax(1) and GNU tar's "Basic Tar Format":
// { header block, body padded to 512 } per member, then two zero blocks.
//   gnu  long names in 'L' and 'K' members, large numbers in base 256; what dpkg reads
//   pax  whatever a field cannot hold, and own keys, in 'x' members; what apk reads
import type { Segment } from '../model/segment.ts';
import { concat, padding, utf8, utf8Length } from './bytes.ts';

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

const NOTHING = new Uint8Array();

const TYPE_FLAGS = { file: '0', symlink: '2', dir: '5' } as const;

/** Header blocks of one member, extension members included. */
export function tarHeader(member: TarMember, dialect: TarDialect): Uint8Array {
  const name = utf8(member.name);
  const link = member.linkname ? utf8(member.linkname) : NOTHING;
  const before =
    dialect === 'gnu' ? [gnuLong('L', name), gnuLong('K', link)] : [paxHeader(member, name, link)];
  const block = headerBlock(member, name, link, TYPE_FLAGS[member.type], dialect);
  return before.every(({ length }) => length === 0) ? block : concat([...before, block]);
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
  number(block, 100, 8, member.mode);
  number(block, 108, 8, 0);
  number(block, 116, 8, 0);
  // In pax a number beyond the field stands in the extended header; readers take that one.
  const inField = (value: number) => (dialect === 'pax' && !fits(value) ? 0 : value);
  number(block, 124, 12, inField(member.size));
  number(block, 136, 12, inField(member.mtime));
  ascii(block, 156, flag);
  block.set(link.subarray(0, NAME_FIELD), 157);
  ascii(block, 257, dialect === 'gnu' ? 'ustar  \0' : 'ustar\x0000');
  block.set(utf8(member.uname).subarray(0, TAR_MAX_OWNER), 265);
  block.set(utf8(member.gname).subarray(0, TAR_MAX_OWNER), 297);
  if (dialect === 'pax') {
    number(block, 329, 8, 0);
    number(block, 337, 8, 0);
  }
  // The checksum is the sum of all bytes, its own field counted as blanks.
  let sum = 8 * 0x20;
  for (let i = 0; i < TAR_BLOCK; i += 1) sum += block[i] ?? 0;
  ascii(block, 148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return block;
}

/** Whether a size or time fits its field in octal. */
function fits(value: number): boolean {
  return value >= 0 && value <= MAX_OCTAL;
}

/** Sets characters below 128. An archive has a dozen of these per file: no encoder, no array. */
function ascii(block: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i += 1) block[at + i] = text.charCodeAt(i);
}

/** Sets octal digits and a NUL; or GNU's base 256 where they do not fit. */
function number(block: Uint8Array, at: number, width: number, value: number): void {
  const digits = value.toString(8);
  if (value >= 0 && digits.length < width) {
    ascii(block, at, `${digits.padStart(width - 1, '0')}\0`);
    return;
  }
  let rest = BigInt.asUintN(width * 8, BigInt(value));
  for (let i = at + width - 1; i >= at; i -= 1) {
    block[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  block[at] = value < 0 ? 0xff : 0x80;
}

function gnuLong(flag: 'L' | 'K', value: Uint8Array): Uint8Array {
  // A name of exactly 100 bytes fits, without its NUL; dpkg and GNU tar both read it so.
  if (value.length <= NAME_FIELD) return NOTHING;
  return extension('././@LongLink', flag, concat([value, new Uint8Array(1)]), 'gnu');
}

function paxHeader(member: TarMember, name: Uint8Array, link: Uint8Array): Uint8Array {
  const records: Record<string, string> = { ...member.pax };
  if (name.length > NAME_FIELD) records['path'] = member.name;
  if (link.length > NAME_FIELD) records['linkpath'] = member.linkname ?? '';
  if (!fits(member.size)) records['size'] = String(member.size);
  if (!fits(member.mtime)) records['mtime'] = String(member.mtime);
  if (utf8Length(member.uname) > TAR_MAX_OWNER) records['uname'] = member.uname;
  if (utf8Length(member.gname) > TAR_MAX_OWNER) records['gname'] = member.gname;
  const keys = Object.keys(records).sort();
  if (keys.length === 0) return NOTHING;
  const body = utf8(keys.map((key) => paxRecord(key, records[key] ?? '')).join(''));
  const label = member.name.replace(/\/+$/, '').split('/').pop() ?? '';
  return extension(`PaxHeaders/${label}`, 'x', body, 'pax');
}

/** `LENGTH KEY=VALUE\n`, where LENGTH counts itself. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const size = utf8Length(rest);
  let length = size;
  while (length !== size + String(length).length) length = size + String(length).length;
  return `${length}${rest}`;
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
  const block = headerBlock(member, utf8(name), NOTHING, flag, dialect);
  return concat([block, body, padding(body.length, TAR_BLOCK)]);
}
