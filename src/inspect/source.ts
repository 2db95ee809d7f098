import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { JacoPkgError, reasonOf } from '../errors.ts';
import type { Reading } from './reading.ts';

/** Bytes that can be read from anywhere: a package, or a part of one that is not compressed. */
export interface Source {
  /** Length in bytes. */
  readonly size: number;
  /** Where it starts in the package. */
  readonly offset: number;
  /** All bytes of a part, in order; the whole, when nothing is said. */
  chunks(start?: number, end?: number): AsyncIterable<Uint8Array>;
  /** As many bytes as asked for; throws `package_malformed` where the source ends before. */
  read(start: number, length: number): Promise<Uint8Array>;
}

/** A package that is open. */
export interface PackageFile extends Source {
  /** Path on disk; undefined for bytes in memory. */
  readonly path: string | undefined;
  close(): Promise<void>;
}

const CHUNK = 64 * 1024;

/** Without it, a named pipe that nobody writes to would keep us waiting; Windows has neither. */
const READ_NOW = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Opens a package; throws `package_unreadable`. */
export async function openPackage(
  input: string | Uint8Array,
  reading: Reading,
): Promise<PackageFile> {
  if (typeof input !== 'string') return memoryFile(input, reading);
  let file: FileHandle | undefined;
  try {
    file = await open(input, READ_NOW);
    const stats = await file.stat();
    if (stats.isFile()) return diskFile(input, file, stats.size, reading);
  } catch (cause) {
    await file?.close();
    throw unreadable(reading, cause);
  }
  await file.close();
  throw unreadable(reading, 'is not a file');
}

function diskFile(path: string, file: FileHandle, size: number, reading: Reading): PackageFile {
  const get = async (start: number, length: number) => {
    const buffer = Buffer.allocUnsafeSlow(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await file
        .read(buffer, done, length - done, start + done)
        .catch((cause) => Promise.reject(unreadable(reading, cause)));
      if (bytesRead === 0) throw ended(reading, start + done);
      done += bytesRead;
    }
    return buffer;
  };
  return { path, ...source(size, get, reading), close: () => file.close() };
}

function memoryFile(bytes: Uint8Array, reading: Reading): PackageFile {
  const get = async (start: number, length: number) => bytes.subarray(start, start + length);
  return { path: undefined, ...source(bytes.length, get, reading), close: async () => {} };
}

function source(
  size: number,
  get: (start: number, length: number) => Promise<Uint8Array>,
  reading: Reading,
): Source {
  return {
    size,
    offset: 0,
    async *chunks(start = 0, end = size) {
      for (let at = start; at < end; at += CHUNK) yield get(at, Math.min(CHUNK, end - at));
    },
    async read(start, length) {
      if (start + length > size) throw ended(reading, size);
      return get(start, length);
    },
  };
}

/** A part of a source. */
export function part(whole: Source, start: number, size: number, reading: Reading): Source {
  return {
    size,
    offset: whole.offset + start,
    chunks: (from = 0, to = size) => whole.chunks(start + from, start + to),
    async read(from, length) {
      if (from + length > size) throw ended(reading, whole.offset + start + size);
      return whole.read(start + from, length);
    },
  };
}

function ended(reading: Reading, offset: number): JacoPkgError {
  return reading.malformed('ends too early', { offset });
}

/** The error for a package that the system does not let us read, or that is no file. */
export function unreadable({ file }: Reading, why: unknown): JacoPkgError {
  const message = typeof why === 'string' ? why : `cannot be read: ${reasonOf(why)}`;
  const problem = { code: 'package_unreadable' as const, message, place: { file } };
  return new JacoPkgError(problem, typeof why === 'string' ? undefined : { cause: why });
}
