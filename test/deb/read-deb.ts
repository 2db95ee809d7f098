// Reads a .deb with programs that know nothing of src: ar-async, zlib and tar-stream.
import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';

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

export interface ReadEntry {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
  readonly mtime: number;
  readonly linkname: string;
  readonly content: Buffer;
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

/** Entries of a tar archive, which may be gzipped. */
export async function readTar(bytes: Uint8Array): Promise<ReadEntry[]> {
  const plain = bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
  const entries: ReadEntry[] = [];
  const reader = extract();
  reader.end(plain);
  for await (const entry of reader) {
    const { name, type, mode, uname, gname, mtime, linkname } = entry.header;
    entries.push({
      name,
      type: type ?? '',
      mode: mode ?? 0,
      owner: uname ?? '',
      group: gname ?? '',
      mtime: (mtime?.getTime() ?? 0) / 1000,
      linkname: linkname ?? '',
      content: await buffer(entry),
    });
  }
  return entries;
}

export interface ReadDeb {
  readonly members: readonly ReadMember[];
  readonly control: readonly ReadEntry[];
  readonly data: readonly ReadEntry[];
}

/** Everything in the .deb in a file. */
export async function readDeb(path: string): Promise<ReadDeb> {
  const members = await readAr(path);
  const find = (start: string) => {
    const found = members.find(({ name }) => name.startsWith(start));
    return found ? readTar(found.bytes) : Promise.resolve([]);
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
    lines.push('', `== ${title}`, ...entries.map(entryLine));
  }
  for (const { name, content } of control) {
    lines.push('', `== ${name}`, content.toString().replace(/\n$/, ''));
  }
  return `${lines.join('\n')}\n`;
}

function entryLine(entry: ReadEntry): string {
  const { type, mode, owner, group, mtime, content, name, linkname } = entry;
  const octal = mode.toString(8).padStart(4, '0');
  const link = linkname && ` -> ${linkname}`;
  return `${type} ${octal} ${owner}/${group} ${mtime} ${content.length} ${name}${link}`;
}
