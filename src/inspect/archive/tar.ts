import { type Extract, extract, type Header } from 'tar-stream';
import { JacoPkgError } from '../../errors.ts';
import { ByteReader } from '../byte-reader.ts';
import type { EntryType } from '../model.ts';
import type { RawEntry } from '../raw-entry.ts';
import type { At, Reading } from '../reading.ts';
import { guardTar, type TarEnds } from './tar-guard.ts';

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
  const blocks = guardTar(new ByteReader(chunks, reading, at), reading, ends);
  const reader = extract(OPTIONS);
  const pumped = pump(blocks, reader);
  let place = at(0);
  /** What really went wrong: the reader may only know that it was given no more. */
  const reason = async (error: unknown) => {
    if (error instanceof JacoPkgError) return error;
    reader.destroy();
    const cause = (await pumped) ?? error;
    if (cause instanceof JacoPkgError || reading.isStopped) return cause;
    return reading.malformed('the tar archive is damaged', place, cause);
  };
  try {
    for await (const stream of reader) {
      const body = bodyOf(stream as AsyncIterable<Uint8Array>, reason);
      const entry = entryOf(stream.header, body, at, reading);
      place = entry.at;
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

function entryOf(
  header: Header,
  body: AsyncIterable<Uint8Array>,
  at: (offset: number) => At,
  reading: Reading,
): RawEntry {
  // Its types leave out what it has.
  const { byteOffset = 0 } = header as { byteOffset?: number };
  const place = at(byteOffset - 512);
  const records = (header.pax ?? {}) as Record<string, string>;
  const name = bytesOf(header.name, records['path']);
  // As dpkg and GNU tar have it, from times when there was no type for folders.
  const isFolder = header.type === 'file' && name.at(-1) === 0x2f;
  if (isFolder && header.size) throw reading.malformed('a folder has a body', place);
  const type = isFolder ? 'dir' : TYPES[header.type];
  const numbers = [header.mode, header.uid, header.gid, header.mtime.getTime()];
  if (!type || !numbers.every(Number.isFinite)) {
    throw reading.malformed('a tar header has a number that is none', place);
  }
  return {
    name,
    type,
    mode: header.mode & 0o7777,
    owner: records['uname'] ?? header.uname,
    group: records['gname'] ?? header.gname,
    uid: Number(records['uid'] ?? header.uid),
    gid: Number(records['gid'] ?? header.gid),
    size: type === 'file' ? header.size : 0,
    mtime: Math.floor(Number(records['mtime'] ?? header.mtime.getTime() / 1000)),
    target: bytesOf(header.linkname ?? '', records['linkpath']),
    records,
    at: place,
    body,
  };
}

/** A field of the header was read byte by byte; a record is a text. */
function bytesOf(field: string, record: string | undefined): Uint8Array {
  return record === undefined ? Buffer.from(field, 'latin1') : Buffer.from(record, 'utf8');
}
