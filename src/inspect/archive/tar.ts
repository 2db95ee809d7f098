import { type Extract, extract, type Header } from 'tar-stream';
import { JacoPkgError } from '../../errors.ts';
import { ByteReader } from '../byte-reader.ts';
import type { EntryType } from '../model.ts';
import type { RawEntry } from '../raw-entry.ts';
import type { At, Reading } from '../reading.ts';
import { type ByteRecords, guardTar, type TarEnds } from './tar-guard.ts';

const TYPES: Readonly<Record<string, EntryType>> = {
  file: 'file',
  'contiguous-file': 'file',
  link: 'hardlink',
  symlink: 'symlink',
  'character-device': 'char',
  'block-device': 'block',
  directory: 'dir',
  fifo: 'fifo',
};

/** Names byte by byte, whatever they are; headers without the word ustar. */
const OPTIONS: Parameters<typeof extract>[0] & object = {
  ...{ filenameEncoding: 'latin1', allowUnknownFormat: true },
};

/** Entries of a tar archive as they come; the next one may be asked for at any time. */
export async function* readTar(
  chunks: AsyncIterable<Uint8Array>,
  reading: Reading,
  member: string,
  ends: TarEnds = {},
): AsyncGenerator<RawEntry> {
  const at = (offset: number): At => ({ member, offset });
  const bytes = new Map<number, ByteRecords>();
  const onBytes = (offset: number, records: ByteRecords) => void bytes.set(offset, records);
  const guarded = new ByteReader(chunks, reading, at);
  const blocks = guardTar(guarded, reading, { ...ends, onBytes });
  const reader = extract(OPTIONS);
  const pumped = pump(blocks, reader);
  let last = at(0);
  /** What really went wrong: the reader may only know that it was given no more. */
  const reason = async (error: unknown) => {
    if (error instanceof JacoPkgError) return error;
    reader.destroy();
    const cause = (await pumped) ?? error;
    if (cause instanceof JacoPkgError || reading.isStopped) return cause;
    return reading.malformed('the tar archive is damaged', last, cause);
  };
  try {
    for await (const stream of reader) {
      const body = bodyOf(stream as AsyncIterable<Uint8Array>, reason);
      const offset = offsetOf(stream.header);
      const place = at(offset);
      const entry = entryOf(stream.header, { body, place, bytes: bytes.get(offset) }, reading);
      bytes.delete(offset);
      last = place;
      yield entry;
      stream.resume();
    }
  } catch (error) {
    throw await reason(error);
  } finally {
    reader.destroy();
    await pumped;
    await blocks.return(undefined);
  }
}

async function* bodyOf(
  stream: AsyncIterable<Uint8Array>,
  reason: (error: unknown) => Promise<unknown>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    throw await reason(error);
  }
}

/** Feeds the reader; comes back with what went wrong. */
async function pump(blocks: AsyncIterable<Uint8Array>, reader: Extract): Promise<unknown> {
  try {
    for await (const block of blocks) {
      if (reader.destroyed) return undefined;
      if (!reader.write(block)) await ready(reader);
    }
    reader.end(undefined);
    return undefined;
  } catch (cause) {
    reader.destroy(cause instanceof Error ? cause : undefined);
    return cause;
  }
}

function ready(reader: Extract): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      reader.off('drain', done);
      reader.off('close', done);
      resolve();
    };
    reader.on('drain', done);
    reader.on('close', done);
  });
}

/** Where a header starts. The types leave out what it has. */
function offsetOf(header: Header): number {
  const { byteOffset = 0 } = header as { byteOffset?: number };
  return byteOffset - 512;
}

interface Around {
  readonly body: AsyncIterable<Uint8Array>;
  readonly place: At;
  readonly bytes: ByteRecords | undefined;
}

function entryOf(header: Header, { body, place, bytes }: Around, reading: Reading): RawEntry {
  const records = (header.pax ?? {}) as Record<string, string>;
  const field = (own: string, key: string) => bytes?.get(key) ?? bytesOf(own, records[key]);
  const name = field(header.name, 'path');
  // As dpkg and GNU tar have it, from times when there was no type for folders.
  const isFolder = header.type === 'file' && name.at(-1) === 0x2f;
  if (isFolder && header.size) throw reading.malformed('a folder has a body', place);
  const type = isFolder ? 'dir' : TYPES[header.type];
  const uid = Number(records['uid'] ?? header.uid);
  const gid = Number(records['gid'] ?? header.gid);
  const mtime = Math.floor(Number(records['mtime'] ?? header.mtime.getTime() / 1000));
  if (!type || ![header.mode, uid, gid, mtime].every(Number.isSafeInteger)) {
    throw reading.malformed('a tar header has a number that is none', place);
  }
  return {
    ...{ name, type, uid, gid, mtime, records, body },
    mode: header.mode & 0o7777,
    owner: records['uname'] ?? header.uname,
    group: records['gname'] ?? header.gname,
    size: type === 'file' ? header.size : 0,
    target: field(header.linkname ?? '', 'linkpath'),
    at: place,
  };
}

/** A field of the header was read byte by byte; a record is a text. */
function bytesOf(field: string, record: string | undefined): Uint8Array {
  return record === undefined ? Buffer.from(field, 'latin1') : Buffer.from(record, 'utf8');
}
