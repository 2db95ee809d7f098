import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';

/** A tar member as tar-stream, which knows nothing of src, reads it. */
export interface TarEntry {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
  readonly mtime: number;
  readonly linkname: string;
  /** Records of its own extended header. */
  readonly pax: Readonly<Record<string, string>>;
  readonly content: Buffer;
}

/** Members of a tar archive that is not compressed. */
export async function readTar(bytes: Uint8Array): Promise<TarEntry[]> {
  const reader = extract();
  reader.end(bytes);
  const entries: TarEntry[] = [];
  for await (const entry of reader) {
    const { name, type, mode, uname, gname, mtime, linkname, pax } = entry.header;
    entries.push({
      name,
      type,
      mode,
      owner: uname,
      group: gname,
      mtime: mtime.getTime() / 1000,
      linkname: linkname ?? '',
      pax: { ...(pax as Record<string, string> | undefined) },
      content: await buffer(entry),
    });
  }
  return entries;
}

/** A member in one line, and its records below, for goldens. */
export function tarLine(entry: TarEntry): string {
  const { name, type, mode, owner, group, mtime, linkname, content } = entry;
  const octal = mode.toString(8).padStart(4, '0');
  const link = linkname && ` -> ${linkname}`;
  const line = `${type} ${octal} ${owner}:${group} ${mtime} ${content.length} ${name}${link}`;
  return (
    line +
    Object.entries(entry.pax)
      .map(([key, value]) => `\n    ${key}=${value}`)
      .join('')
  );
}
