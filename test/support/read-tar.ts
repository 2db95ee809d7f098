import { buffer } from 'node:stream/consumers';
import { extract, type Headers } from 'tar-stream';

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
    const header: Headers & { pax?: Record<string, string> | null } = entry.header;
    entries.push({
      name: header.name,
      type: header.type ?? '',
      mode: header.mode ?? 0,
      owner: header.uname ?? '',
      group: header.gname ?? '',
      mtime: (header.mtime?.getTime() ?? 0) / 1000,
      linkname: header.linkname ?? '',
      pax: header.pax ?? {},
      content: await buffer(entry),
    });
  }
  return entries;
}

/** A member in one line, for goldens. */
export function tarLine({ type, mode, owner, group, mtime, content, ...entry }: TarEntry): string {
  const link = entry.linkname && ` -> ${entry.linkname}`;
  const octal = mode.toString(8).padStart(4, '0');
  const line = `${type} ${octal} ${owner}:${group} ${mtime} ${content.length} ${entry.name}${link}`;
  const records = Object.entries(entry.pax).map(([key, value]) => `\n    ${key}=${value}`);
  return line + records.join('');
}
