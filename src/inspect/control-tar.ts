import { readTar } from './archive/tar.ts';
import type { TarEnds } from './archive/tar-guard.ts';
import type { ControlFile } from './model.ts';
import type { Reading } from './reading.ts';
import { textOf } from './text.ts';

/** Lists of the files of a package, as long as there are files: read line by line. */
const LISTS = ['md5sums'];

/** All files of a small tar archive, in memory. */
export async function readFiles(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  reading: Reading,
  ends?: TarEnds,
): Promise<ControlFile[]> {
  const files: ControlFile[] = [];
  for await (const { name: path, type, size, at, body } of readTar(chunks, reading, name, ends)) {
    reading.keep(path.length + size + 100, at);
    if (type !== 'file') continue;
    const name = memberName(path);
    if (!LISTS.includes(name)) reading.allowText(size, at);
    files.push({ name, bytes: await bytesOf(body) });
  }
  return files;
}

/** `control` for `./control`. */
export function memberName(path: Uint8Array): string {
  return textOf(path).replace(/^(\.?\/)+/, '');
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

export function fileBytes(files: readonly ControlFile[], name: string): Uint8Array | undefined {
  return files.find((file) => file.name === name)?.bytes;
}

export function fileText(
  files: readonly ControlFile[],
  name: string,
  reading: Reading,
): string | undefined {
  const bytes = fileBytes(files, name);
  return bytes && reading.text(bytes, { member: name });
}
