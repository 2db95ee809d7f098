// cpio "new ASCII" (SVR4), by cpio(5): { 110-byte header, name, body }, name and body padded to
// 4 bytes; and rpm's stripped form, { 07070X, 8 hexadecimal digits, 2 NULs, body }, whose number
// is the file's place in the rpm header's list, where its size is too.
import type { ByteReader } from '../byte-reader.ts';
import type { At, Reading } from '../reading.ts';

export interface CpioMember {
  /** Undefined in the stripped form. */
  readonly name?: Buffer;
  /** Only in the stripped form. */
  readonly index?: number;
  /** As in stat(2); 0 in the stripped form. */
  readonly mode: number;
  readonly size: number;
  readonly at: At;
  /** May be read once, before the next member is asked for; or not at all. */
  readonly body: AsyncIterable<Uint8Array>;
}

const MAGIC_SIZE = 6;
const FIELDS = 13;
const TRAILER = 'TRAILER!!!';

/** @param strippedSize size of the body of a member in the stripped form; undefined for no file */
export async function* readCpio(
  reader: ByteReader,
  reading: Reading,
  strippedSize: (index: number) => number | undefined,
): AsyncGenerator<CpioMember> {
  for (let count = 0; ; count += 1) {
    const at = reader.at();
    if (count > reading.limits.entries)
      throw reading.tooLarge(`more than ${count - 1} members`, at);
    const magic = Buffer.from(await reader.read(MAGIC_SIZE)).toString('latin1');
    const member: Pick<CpioMember, 'name' | 'index' | 'mode' | 'size'> =
      magic === '07070X'
        ? await strippedHeader(reader, reading, strippedSize, at)
        : await newAsciiHeader(magic, reader, reading, at);
    if (member.name?.toString() === TRAILER) return;
    const start = reader.position;
    yield { ...member, at, body: reader.stream(member.size) };
    await reader.skip(start + member.size - reader.position);
    await skipPadding(reader);
  }
}

async function newAsciiHeader(magic: string, reader: ByteReader, reading: Reading, at: At) {
  if (magic !== '070701' && magic !== '070702') {
    throw reading.malformed(`a cpio member starts with ${JSON.stringify(magic)}`, at);
  }
  const fields = await hexFields(reader, reading, FIELDS, at);
  const [, mode = 0, , , , , size = 0, , , , , nameSize = 0] = fields;
  if (nameSize < 1) throw reading.malformed('a cpio member has no name', at);
  if (nameSize > reading.limits.path + 1) {
    throw reading.tooLarge(`a cpio member has a name of ${nameSize} bytes`, at);
  }
  const bytes = Buffer.from(await reader.read(nameSize));
  if (bytes.indexOf(0) !== nameSize - 1)
    throw reading.malformed('a cpio name does not end as it has to', at);
  await skipPadding(reader);
  return { name: bytes.subarray(0, -1), mode, size };
}

async function strippedHeader(
  reader: ByteReader,
  reading: Reading,
  strippedSize: (index: number) => number | undefined,
  at: At,
) {
  const [index = 0] = await hexFields(reader, reading, 1, at);
  await skipPadding(reader);
  const size = strippedSize(index);
  if (size === undefined)
    throw reading.malformed(`a cpio member of file ${index}, which is not listed`, at);
  return { index, mode: 0, size };
}

/** Numbers of eight hexadecimal digits. */
async function hexFields(reader: ByteReader, reading: Reading, count: number, at: At) {
  const text = Buffer.from(await reader.read(8 * count)).toString('latin1');
  if (!/^[0-9a-fA-F]*$/.test(text))
    throw reading.malformed('a cpio header has a number that is none', at);
  return Array.from({ length: count }, (_, i) => Number.parseInt(text.slice(8 * i, 8 * i + 8), 16));
}

async function skipPadding(reader: ByteReader): Promise<void> {
  await reader.skip((4 - (reader.position % 4)) % 4);
}
