// Tar in two dialects, by POSIX.1-2017 pax(1) and GNU tar's "Basic Tar Format":
// { header block, body padded to 512 } per member, then two zero blocks.
//   gnu  long names in 'L' and 'K' members, large numbers in base 256; what dpkg reads
//   pax  whatever a field cannot hold, and own keys, in 'x' members; what apk reads
import type { Segment } from '../model/segment.ts';
import { padding, setText, utf8Length, zeroed } from './bytes.ts';

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

/** A member that says of the next one what that one's header has no room for. */
interface Extension {
  readonly name: string;
  readonly flag: string;
  /** Its body, in parts: joining them for each file would take longer than all else. */
  readonly texts: readonly string[];
  /** Length of the body in bytes. */
  readonly size: number;
}

/** Header blocks of one member, extension members included. */
export function tarHeader(member: TarMember, dialect: TarDialect): Uint8Array {
  const before = dialect === 'gnu' ? gnuExtensions(member) : paxExtensions(member);
  let room = TAR_BLOCK;
  for (const { size } of before) room += roomFor(size);
  const header = zeroed(room);
  let at = 0;
  for (const { name, flag, texts, size } of before) {
    const { mode, uname, gname, mtime } = EXTENSION[dialect];
    setBlock(header, at, { name, mode, uname, gname, mtime, size }, flag, dialect);
    let end = at + TAR_BLOCK;
    for (const text of texts) end += setText(header, end, text, size);
    at += roomFor(size);
  }
  setBlock(header, at, member, TYPE_FLAGS[member.type], dialect);
  return header;
}

/** Bytes that a member takes whose body has `size` bytes: header, body and padding. */
function roomFor(size: number): number {
  return TAR_BLOCK + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
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

type Header = Omit<TarMember, 'type' | 'pax'>;

/** A header that lacks name, link, size and checksum: in these alone most members differ. */
interface Template {
  readonly of: Header;
  readonly block: Uint8Array;
  /** The sum of its bytes, those of the checksum's field counted as blanks. */
  readonly sum: number;
}

/** The latest template for each type flag. */
const templates = { gnu: new Map<string, Template>(), pax: new Map<string, Template>() } as const;

function templateFor(member: Header, flag: string, dialect: TarDialect): Template {
  const latest = templates[dialect].get(flag);
  if (latest && areAlike(latest.of, member)) return latest;
  const block = templateBlock(member, flag, dialect);
  const { mode, uname, gname, mtime } = member;
  const of = { name: '', mode, uname, gname, mtime, size: 0 };
  const template = { of, block, sum: sumOf(block, 0, TAR_BLOCK) + 8 * 0x20 };
  templates[dialect].set(flag, template);
  return template;
}

function areAlike(a: Header, b: Header): boolean {
  return a.mode === b.mode && a.mtime === b.mtime && a.uname === b.uname && a.gname === b.gname;
}

function templateBlock(
  { mode, mtime, uname, gname }: Header,
  flag: string,
  dialect: TarDialect,
): Uint8Array {
  const out = new Uint8Array(TAR_BLOCK);
  number(out, 100, 8, mode);
  number(out, 108, 8, 0);
  number(out, 116, 8, 0);
  number(out, 136, 12, inField(mtime, dialect));
  ascii(out, 156, flag);
  ascii(out, 257, dialect === 'gnu' ? 'ustar  \0' : 'ustar\x0000');
  setText(out, 265, uname, TAR_MAX_OWNER);
  setText(out, 297, gname, TAR_MAX_OWNER);
  if (dialect === 'pax') {
    number(out, 329, 8, 0);
    number(out, 337, 8, 0);
  }
  return out;
}

function setBlock(
  out: Uint8Array,
  at: number,
  member: Header,
  flag: string,
  dialect: TarDialect,
): void {
  const { block, sum: known } = templateFor(member, flag, dialect);
  out.set(block, at);
  setText(out, at, member.name, NAME_FIELD);
  number(out, at + 124, 12, inField(member.size, dialect));
  let sum = known + sumOf(out, at, at + NAME_FIELD) + sumOf(out, at + 124, at + 136);
  if (member.linkname) {
    setText(out, at + 157, member.linkname, NAME_FIELD);
    sum += sumOf(out, at + 157, at + 157 + NAME_FIELD);
  }
  number(out, at + 148, 7, sum);
  ascii(out, at + 155, ' ');
}

/** The checksum of a header is the sum of all its bytes. */
function sumOf(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i += 1) sum += bytes[i] ?? 0;
  return sum;
}

/** In pax a number beyond the field stands in the extended header; readers take that one. */
function inField(value: number, dialect: TarDialect): number {
  return dialect === 'pax' && !fits(value) ? 0 : value;
}

/** Whether a size or time fits its field in octal. */
function fits(value: number): boolean {
  return value >= 0 && value <= MAX_OCTAL;
}

/** Sets characters below 128. An archive has a dozen of these per file: no encoder, no array. */
function ascii(out: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i += 1) out[at + i] = text.charCodeAt(i);
}

/** Sets octal digits and a NUL; or GNU's base 256 where they do not fit. */
function number(out: Uint8Array, at: number, width: number, value: number): void {
  if (value < 0 || value >= 8 ** (width - 1)) {
    base256(out, at, width, value);
    return;
  }
  let rest = value;
  for (let i = at + width - 2; i >= at; i -= 1) {
    out[i] = 0x30 + (rest % 8);
    rest = Math.floor(rest / 8);
  }
}

function base256(out: Uint8Array, at: number, width: number, value: number): void {
  let rest = BigInt.asUintN(width * 8, BigInt(value));
  for (let i = at + width - 1; i >= at; i -= 1) {
    out[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  out[at] = value < 0 ? 0xff : 0x80;
}

/** Fields in the headers of {@link Extension} members. */
const EXTENSION = {
  gnu: { mode: 0, uname: 'root', gname: 'root', mtime: 0 },
  pax: { mode: 0o644, uname: '', gname: '', mtime: 0 },
} as const;

function gnuExtensions({ name, linkname = '' }: TarMember): Extension[] {
  return [...gnuLong('L', name), ...gnuLong('K', linkname)];
}

function gnuLong(flag: 'L' | 'K', value: string): Extension[] {
  // A name of exactly 100 bytes fits, without its NUL; dpkg and GNU tar both read it so.
  const size = utf8Length(value);
  return size > NAME_FIELD
    ? [{ name: '././@LongLink', flag, texts: [value, '\0'], size: size + 1 }]
    : [];
}

function paxExtensions(member: TarMember): Extension[] {
  const records = paxRecords(member);
  const texts: string[] = [];
  let size = 0;
  for (const key of Object.keys(records).sort()) {
    const value = records[key] ?? '';
    const length = paxLength(key, value);
    texts.push(String(length), ' ', key, '=', value, '\n');
    size += length;
  }
  return size > 0 ? [{ name: `PaxHeaders/${labelOf(member.name)}`, flag: 'x', texts, size }] : [];
}

/** The member's own records, and those for what its fields cannot hold. */
function paxRecords(member: TarMember): Readonly<Record<string, string>> {
  const { name, linkname = '', size, mtime, uname, gname } = member;
  const records: Record<string, string> = {};
  if (utf8Length(name) > NAME_FIELD) records['path'] = name;
  if (utf8Length(linkname) > NAME_FIELD) records['linkpath'] = linkname;
  if (!fits(size)) records['size'] = String(size);
  if (!fits(mtime)) records['mtime'] = String(mtime);
  if (utf8Length(uname) > TAR_MAX_OWNER) records['uname'] = uname;
  if (utf8Length(gname) > TAR_MAX_OWNER) records['gname'] = gname;
  return { ...member.pax, ...records };
}

/** Last name of a path, or of a folder's. */
function labelOf(name: string): string {
  const path = name.endsWith('/') ? name.replace(/\/+$/, '') : name;
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Length of `LENGTH KEY=VALUE\n`, which counts itself. */
function paxLength(key: string, value: string): number {
  const size = utf8Length(key) + utf8Length(value) + 3;
  let length = size;
  while (length !== size + String(length).length) length = size + String(length).length;
  return length;
}
