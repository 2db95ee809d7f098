import { close } from 'node:fs';
import ar, { type ArEntry } from 'ar-async';
import type { Reading } from '../reading.ts';
import { type PackageFile, unreadable } from '../source.ts';
import { type ArMember, walkAr } from './ar-guard.ts';

/** The members of an ar archive: found by the guard, and on disk read through ar-async. */
export async function readAr(file: PackageFile, reading: Reading): Promise<ArMember[]> {
  const members = await walkAr(file, reading);
  if (file.path === undefined) return members;
  const entries = await entriesOf(file.path, members.length, reading);
  return members.map((member, i) => {
    const entry = entries[i];
    const { name, source } = member;
    if (entry?.fileName() !== name || entry.fileSize() !== source.size) {
      throw reading.malformed(`ar member ${name} is not the same to two readers`, {
        offset: source.offset,
      });
    }
    const whole = source.size > 0 ? () => dataOf(entry, reading) : () => source.chunks();
    const chunks = (start = 0, end = source.size) =>
      start === 0 && end === source.size ? whole() : source.chunks(start, end);
    return { name, source: { ...source, chunks } };
  });
}

async function* dataOf(entry: ArEntry, reading: Reading): AsyncGenerator<Uint8Array> {
  try {
    yield* entry.fileData();
  } catch (cause) {
    throw unreadable(reading, cause);
  }
}

/**
 * The first so many members that ar-async finds. It throws where nobody can catch it, hence the
 * guard before; and it goes on to where the file ends now, hence the number.
 */
function entriesOf(path: string, count: number, reading: Reading): Promise<ArEntry[]> {
  if (count === 0) return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    const entries: ArEntry[] = [];
    const reader = new ar.ArReader(path);
    reader.on('entry', (entry, next) => {
      entries.push(entry);
      if (entries.length < count) return next();
      if (reader.fd !== undefined) close(reader.fd);
      // It opens the file again for each content.
      reader.fd = undefined;
      resolve(entries);
    });
    reader.on('error', (cause) => reject(unreadable(reading, cause)));
    reader.on('close', () => resolve(entries));
  });
}
