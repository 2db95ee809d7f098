// Reads a .deb with programs that know nothing of src: ar-async, zlib and tar-stream.
import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { readTar, type TarEntry, tarLine } from '../support/read-tar.ts';

interface ArEntry {
  fileName(): string;
  fileData(): NodeJS.ReadableStream;
  fileSize(): number;
  uid(): number;
  gid(): number;
  mode(): number;
  header: Buffer;
}

interface ArReader {
  on(event: 'entry', listener: (entry: ArEntry, next: () => void) => void): this;
  on(event: 'error', listener: (error: Error) => void): this;
  on(event: 'end', listener: () => void): this;
}

const { ArReader } = createRequire(import.meta.url)('ar-async') as {
  ArReader: new (path: string) => ArReader;
};

export interface ReadMember {
  readonly name: string;
  readonly owner: string;
  readonly mode: string;
  readonly mtime: number;
  readonly bytes: Buffer;
}

/** Members of the ar archive in a file. */
export function readAr(path: string): Promise<ReadMember[]> {
  return new Promise((resolve, reject) => {
    const members: ReadMember[] = [];
    new ArReader(path)
      .on('entry', async (entry, next) => {
        members.push({
          name: entry.fileName(),
          owner: `${entry.uid()}/${entry.gid()}`,
          mode: entry.mode().toString(8),
          mtime: Number(entry.header.toString('latin1', 16, 28)),
          bytes: entry.fileSize() === 0 ? Buffer.alloc(0) : await buffer(entry.fileData()),
        });
        next();
      })
      .on('error', reject)
      .on('end', () => resolve(members));
  });
}

export interface ReadDeb {
  readonly members: readonly ReadMember[];
  readonly control: readonly TarEntry[];
  readonly data: readonly TarEntry[];
}

/** Everything in the .deb in a file. */
export async function readDeb(path: string): Promise<ReadDeb> {
  const members = await readAr(path);
  const find = (start: string) => {
    const found = members.find(({ name }) => name.startsWith(start));
    if (!found) return Promise.resolve([]);
    return readTar(found.name.endsWith('.gz') ? gunzipSync(found.bytes) : found.bytes);
  };
  return { members, control: await find('control.tar'), data: await find('data.tar') };
}

/** A .deb as text, for people and for goldens: everything but compressed bytes. */
export function dump({ members, control, data }: ReadDeb): string {
  const lines = members.map(({ name, owner, mode, mtime }) => [name, owner, mode, mtime].join(' '));
  for (const [title, entries] of [
    ['control', control],
    ['data', data],
  ] as const) {
    lines.push('', `== ${title}`, ...entries.map(tarLine));
  }
  for (const { name, content } of control) {
    lines.push('', `== ${name}`, content.toString().replace(/\n$/, ''));
  }
  return `${lines.join('\n')}\n`;
}
