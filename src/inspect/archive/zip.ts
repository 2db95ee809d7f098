// A zip archive as packages use it: no encryption, no parts, stored or deflated, and no two
// members of the same bytes.
import { crc32 } from '../../codec/crc32.ts';
import { ByteReader } from '../byte-reader.ts';
import { inflateRaw } from '../decompress/gzip.ts';
import { metered } from '../decompress/index.ts';
import { shown } from '../paths.ts';
import type { Reading } from '../reading.ts';
import { part, type Source } from '../source.ts';
import { readDirectory, type ZipMember } from './zip-directory.ts';

export interface ZipEntry extends ZipMember {
  /** Where its bytes start, as compressed. */
  readonly start: number;
}

const LOCAL = 0x04034b50;
const LOCAL_SIZE = 30;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

export function isZip(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 4)).equals(Buffer.from('PK\x03\x04', 'latin1'));
}

/** All members, in the order of their bytes. Throws where two of them overlap. */
export async function readZip(file: Source, reading: Reading): Promise<ZipEntry[]> {
  const members = (await readDirectory(file, reading)).sort((a, b) => a.offset - b.offset);
  const names = new Set<string>();
  const entries: ZipEntry[] = [];
  let end = 0;
  for (const member of members) {
    const at = { offset: member.place };
    const name = member.name.toString('latin1');
    if (names.has(name)) throw reading.malformed(`${shown(member.name)} is there twice`, at);
    names.add(name);
    if (member.flags & ENCRYPTED)
      throw reading.unsupported(`${shown(member.name)} is encrypted`, at);
    if (member.method !== STORED && member.method !== DEFLATED) {
      throw reading.unsupported(
        `${shown(member.name)} is compressed by method ${member.method}`,
        at,
      );
    }
    if (member.offset < end) throw reading.malformed(`${shown(member.name)} overlaps another`, at);
    const start = await dataStart(file, member, reading);
    end = start + member.packedSize;
    if (end > file.size)
      throw reading.malformed(`${shown(member.name)} reaches beyond the file`, at);
    entries.push({ ...member, start });
  }
  return entries;
}

/** Behind the local header, which has to be of the same member: section 4.3.7. */
async function dataStart(file: Source, member: ZipMember, reading: Reading): Promise<number> {
  const header = Buffer.from(await file.read(member.offset, LOCAL_SIZE));
  const at = { offset: member.offset };
  if (header.readUInt32LE(0) !== LOCAL) throw reading.malformed('there is no zip member', at);
  const nameSize = header.readUInt16LE(26);
  const name = Buffer.from(await file.read(member.offset + LOCAL_SIZE, nameSize));
  if (!name.equals(member.name) || header.readUInt16LE(8) !== member.method) {
    throw reading.malformed(`${shown(member.name)} is another member than the directory says`, at);
  }
  return member.offset + LOCAL_SIZE + nameSize + header.readUInt16LE(28);
}

/** The content of a member; throws when it is not of the size and checksum that are stated. */
export async function* zipContent(
  file: Source,
  entry: ZipEntry,
  reading: Reading,
): AsyncGenerator<Uint8Array> {
  const member = shown(entry.name);
  const at = (offset: number) => ({ offset: file.offset + entry.start + offset });
  const packed = part(file, entry.start, entry.packedSize, reading).chunks();
  const reader = new ByteReader(packed, reading, at);
  const unpacked = entry.method === STORED ? reader.rest() : inflateRaw(reader, reading);
  let size = 0;
  let sum = 0;
  for await (const chunk of metered(unpacked, reading, () => reader.position, at)) {
    size += chunk.length;
    sum = crc32(chunk, sum);
    if (size > entry.size) break;
    yield chunk;
  }
  if (size !== entry.size) {
    const place = { offset: entry.place };
    throw reading.malformed(`${member} has not the ${entry.size} bytes that are stated`, place);
  }
  if (sum !== entry.crc32) {
    throw reading.malformed(`${member} is not what its checksum says`, at(0));
  }
}
