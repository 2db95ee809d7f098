import { readTar } from './archive/tar.ts';
import type { TarEnds } from './archive/tar-guard.ts';
import type { ControlFile } from './model.ts';
import { textOf } from './paths.ts';
import type { Reading } from './reading.ts';

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
    if (type === 'file') files.push({ name: memberName(path), bytes: await bytesOf(body) });
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

export function fileText(files: readonly ControlFile[], name: string): string | undefined {
  const bytes = files.find((file) => file.name === name)?.bytes;
  return bytes && textOf(bytes);
}
