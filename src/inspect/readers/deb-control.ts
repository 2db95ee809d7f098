import { readTar } from '../archive/tar.ts';
import { packedSource, unpack } from '../decompress/index.ts';
import type { ControlFile, PackageScript } from '../model.ts';
import { textOf } from '../paths.ts';
import type { Reading } from '../reading.ts';
import type { Source } from '../source.ts';

/** deb(5), "control": maintainer scripts by their name there. */
const SCRIPTS: Readonly<Record<string, string>> = {
  preinst: 'preinstall',
  postinst: 'postinstall',
  prerm: 'preremove',
  postrm: 'postremove',
  config: 'config',
};

/** All files of a control archive. */
export async function readControlTar(
  source: Source,
  name: string,
  reading: Reading,
): Promise<ControlFile[]> {
  return filesOf(unpack(await packedSource(source), reading), name, reading);
}

/** All files of a small tar archive, in memory. */
export async function filesOf(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  reading: Reading,
): Promise<ControlFile[]> {
  const files: ControlFile[] = [];
  for await (const { name: path, type, size, at, body } of readTar(chunks, reading, name)) {
    reading.keep(path.length + size + 100, at);
    if (type !== 'file') continue;
    files.push({ name: textOf(path).replace(/^(\.?\/)+/, ''), bytes: await bytesOf(body) });
  }
  return files;
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

export function debScripts(files: readonly ControlFile[]): PackageScript[] {
  return files.flatMap(({ name, bytes }) => {
    const kind = SCRIPTS[name];
    return kind ? [{ kind, name, interpreter: '', text: textOf(bytes) }] : [];
  });
}
