// Archives that say what is not so.
import { crc32 } from 'node:zlib';

/** An ar archive of members with whatever size they claim. */
export function lyingAr(
  members: readonly { name: string; body?: Uint8Array; size?: string }[],
): Buffer {
  const parts = members.map(({ name, body = Buffer.alloc(0), size = String(body.length) }) => {
    const header = `${name.padEnd(16)}0           0     0     100644  ${size.padEnd(10)}\`\n`;
    return Buffer.concat([Buffer.from(header), body, Buffer.alloc(body.length % 2, '\n')]);
  });
  return Buffer.concat([Buffer.from('!<arch>\n'), ...parts]);
}

/** A tar member with whatever its fields are, and a checksum that is right. */
export function tarMember(fields: {
  readonly name?: string;
  readonly size?: string;
  readonly type?: string;
  readonly mtime?: string;
  readonly body?: Uint8Array;
}): Buffer {
  const { name = 'a', type = '0', mtime = '14000000000', body = Buffer.alloc(0) } = fields;
  const size = fields.size ?? body.length.toString(8).padStart(11, '0');
  const header = Buffer.alloc(512);
  const values = [
    [name, 0],
    ['0000644', 100],
    ['0000000', 108],
    ['0000000', 116],
    [size, 124],
  ] as const;
  for (const [value, at] of [...values, [mtime, 136], [type, 156], ['ustar\x0000', 257]] as const) {
    header.write(value, at, 'latin1');
  }
  header.write(' '.repeat(8), 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

export const TAR_END = Buffer.alloc(1024);

/** An extended header of these records. */
export function paxMember(records: readonly string[], type = 'x'): Buffer {
  const lines = records.map((record) => {
    const length = record.length + 2;
    const digits = String(length + String(length + 2).length).length;
    return `${length + digits} ${record}\n`;
  });
  return tarMember({ name: 'pax', type, body: Buffer.from(lines.join(''), 'latin1') });
}

type RpmTag = readonly [tag: number, type: number, offset: number, count: number];

/** An rpm header structure of these index entries over these bytes. */
export function rpmHeader(
  tags: readonly RpmTag[],
  data: Uint8Array = Buffer.alloc(0),
  claims: { readonly count?: number; readonly size?: number } = {},
): Buffer {
  const head = Buffer.alloc(16 + 16 * tags.length);
  head.write('8eade801', 'hex');
  head.writeUInt32BE(claims.count ?? tags.length, 8);
  head.writeUInt32BE(claims.size ?? data.length, 12);
  tags.forEach((numbers, i) => {
    for (const [k, number] of numbers.entries())
      head.writeInt32BE(number | 0, 16 * (i + 1) + 4 * k);
  });
  return Buffer.concat([head, data]);
}

/** An rpm of a header, with a signature header that is empty. */
export function rpmOf(header: Uint8Array, payload: Uint8Array = Buffer.alloc(0)): Buffer {
  const lead = Buffer.alloc(96);
  lead.write('edabeedb03', 'hex');
  return Buffer.concat([lead, rpmHeader([]), header, payload]);
}

/** A cpio member, its numbers as they are given. */
export function cpioMember(
  name: string,
  { mode = 0o100644, size = 0, nameSize = name.length + 1 } = {},
): Buffer {
  const numbers = [1, mode, 0, 0, 1, 0, size, 0, 0, 0, 0, nameSize, 0];
  const hex = numbers.map((number) => number.toString(16).padStart(8, '0')).join('');
  const text = `070701${hex}${name}\0`;
  return Buffer.from(text + '\0'.repeat((4 - (text.length % 4)) % 4), 'latin1');
}

interface ZipMember {
  readonly name: string;
  readonly body: string;
  /** What the directory says in place of what is so. */
  readonly lies?: {
    readonly name?: string;
    readonly size?: number;
    readonly packed?: number;
    readonly crc?: number;
    readonly offset?: number;
    readonly method?: number;
    readonly flags?: number;
  };
}

/** A zip archive whose directory lies. */
export function lyingZip(members: readonly ZipMember[], count = members.length): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, body, lies = {} } of members) {
    const bytes = Buffer.from(body);
    const sum = crc32(bytes);
    const local = Buffer.alloc(30);
    local.write('PK\x03\x04', 'latin1');
    local.writeUInt32LE(sum, 14);
    local.writeUInt32LE(bytes.length, 18);
    local.writeUInt32LE(bytes.length, 22);
    local.writeUInt16LE(name.length, 26);
    locals.push(Buffer.concat([local, Buffer.from(name), bytes]));
    const shown = lies.name ?? name;
    const entry = Buffer.alloc(46);
    entry.write('PK\x01\x02', 'latin1');
    entry.writeUInt16LE(lies.flags ?? 0, 8);
    entry.writeUInt16LE(lies.method ?? 0, 10);
    entry.writeUInt32LE(lies.crc ?? sum, 16);
    entry.writeUInt32LE(lies.packed ?? bytes.length, 20);
    entry.writeUInt32LE(lies.size ?? bytes.length, 24);
    entry.writeUInt16LE(shown.length, 28);
    entry.writeUInt32LE(lies.offset ?? offset, 42);
    entries.push(Buffer.concat([entry, Buffer.from(shown)]));
    offset += 30 + name.length + bytes.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
