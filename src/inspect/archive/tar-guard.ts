// Tar, by POSIX.1-2017 pax(1) and GNU tar's "Basic Tar Format": { header block, body padded to
// 512 } per member, then a zero block or two. The guard sees every block before the reader that
// trusts them does: checksums, sizes, and where the archive ends.
import { isUtf8 } from 'node:buffer';
import type { ByteReader } from '../byte-reader.ts';
import type { Reading } from '../reading.ts';

const BLOCK = 512;
/** Extended headers and long names; tar-stream takes 4 MiB. */
const MAX_EXTENSION = 1024 * 1024;

/** Type flags, and whether the member has a body. */
const FILES = new Set(['\0', '0', '7']);
const EXTENSIONS = new Set(['x', 'g', 'L', 'K']);
const WITHOUT_BODY = new Set(['1', '2', '3', '4', '5', '6']);

export interface TarEnds {
  /** Whether it may simply stop, as the sections of an apk do. */
  readonly mayLackEnd?: boolean;
}

/** Values of records that are no UTF-8 text, by key; what reads them as text would lose them. */
export type ByteRecords = ReadonlyMap<string, Buffer>;

export interface TarGuard extends TarEnds {
  /** Takes such records, with the place of the header that they are for. */
  onBytes?(offset: number, records: ByteRecords): void;
}

/** The blocks of an archive up to its end. Throws `package_malformed`, `package_unsupported`. */
export async function* guardTar(
  reader: ByteReader,
  reading: Reading,
  guard: TarGuard = {},
): AsyncGenerator<Uint8Array> {
  let records: Records = NO_RECORDS;
  for (;;) {
    const start = reader.position;
    const block = await headerBlock(reader, reading, guard);
    if (!block) return;
    // Nothing is passed on before it is held to be right.
    const { type, size: ownSize } = readHeader(block, reading, () => reader.at(start));
    if (EXTENSIONS.has(type)) {
      const body = await extension(reader, reading, ownSize, start);
      if (type === 'x' || type === 'g') {
        const found = recordsOf(body.subarray(0, ownSize));
        if (!found || (type === 'g' && found.size !== undefined)) {
          throw reading.malformed('an extended tar header is damaged', reader.at(start + BLOCK));
        }
        if (type === 'x') records = found;
      }
      yield block;
      yield body;
      continue;
    }
    const size = records.size ?? ownSize;
    if (records.bytes.size > 0) guard.onBytes?.(start, records.bytes);
    records = NO_RECORDS;
    if (WITHOUT_BODY.has(type) && size > 0) {
      throw reading.malformed('a tar member that is no file has a body', reader.at(start + 124));
    }
    yield block;
    yield* reader.stream(padded(size));
  }
}

/** The next header; undefined at the end of the archive. */
async function headerBlock(
  reader: ByteReader,
  reading: Reading,
  { mayLackEnd = false }: TarEnds,
): Promise<Uint8Array | undefined> {
  const block = await reader.readUpTo(BLOCK);
  if (block.length === 0 && mayLackEnd) return undefined;
  if (block.length < BLOCK) throw reading.malformed('the tar archive ends too early', reader.at());
  if (block.some((byte) => byte !== 0)) return block;
  for (let bytes = await reader.take(BLOCK); bytes; bytes = await reader.take(BLOCK)) {
    if (bytes.some((byte) => byte !== 0))
      reading.note('there are bytes after the end of a tar archive');
  }
  return undefined;
}

function readHeader(block: Uint8Array, reading: Reading, at: () => { offset?: number }) {
  const text = Buffer.from(block.buffer, block.byteOffset, BLOCK).toString('latin1');
  // The sum of all bytes, its own field counted as blanks.
  const own = text.slice(148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  const blanked =
    sum - Buffer.from(own, 'latin1').reduce((total, byte) => total + byte, 0) + 8 * 32;
  if (blanked !== octal(own)) throw reading.malformed('a tar header has the wrong checksum', at());
  const type = text.charAt(156);
  if (![FILES, EXTENSIONS, WITHOUT_BODY].some((kinds) => kinds.has(type))) {
    throw reading.unsupported(`a tar member is of type ${JSON.stringify(type)}`, at());
  }
  const size = number(block.subarray(124, 136), text.slice(124, 136));
  if (size === undefined) throw reading.malformed('a tar header has no size', at());
  return { type, size };
}

/** Octal digits, or GNU's base 256; undefined for what is neither, negative or immense. */
function number(bytes: Uint8Array, text: string): number | undefined {
  if (bytes[0] !== undefined && bytes[0] >= 0x80) {
    const value = bytes.reduce((total, byte, i) => total * 256 + (i === 0 ? byte & 0x7f : byte), 0);
    return bytes[0] === 0x80 && Number.isSafeInteger(value) ? value : undefined;
  }
  return octal(text);
}

function octal(text: string): number | undefined {
  const digits = /^ *([0-7]+)[\0 ]*$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}

/** What describes the next member. */
async function extension(reader: ByteReader, reading: Reading, size: number, start: number) {
  const at = () => reader.at(start + 124);
  if (size === 0) throw reading.malformed('an extended tar header is empty', at());
  if (size > MAX_EXTENSION) {
    throw reading.tooLarge(`an extended tar header has ${size} bytes`, at());
  }
  return reader.read(padded(size));
}

/** What extended headers say that matters here. */
interface Records {
  readonly size?: number;
  readonly bytes: ByteRecords;
}

const NO_RECORDS: Records = { bytes: new Map() };

/** Records `LENGTH KEY=VALUE\n`, where LENGTH counts itself; undefined where they are damaged. */
function recordsOf(body: Uint8Array): Records | undefined {
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1');
  const bytes = new Map<string, Buffer>();
  let size: number | undefined;
  for (let at = 0; at < text.length; ) {
    const length = Number(/^\d{1,8}(?= )/.exec(text.slice(at, at + 9))?.[0] ?? 0);
    const [, key, value] = /^\d+ ([^=]+)=(.*)\n$/s.exec(text.slice(at, at + length)) ?? [];
    if (key === undefined || value === undefined || at + length > text.length) return undefined;
    if (key === 'size') {
      if (!/^\d{1,15}$/.test(value)) return undefined;
      size = Number(value);
    }
    const raw = Buffer.from(value, 'latin1');
    if (!isUtf8(raw)) bytes.set(key, raw);
    at += length;
  }
  return { ...(size !== undefined && { size }), bytes };
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}
