import { buffer } from 'node:stream/consumers';
import { type Header, pack } from 'tar-stream';

export interface HostileEntry extends Partial<Header> {
  readonly name: string;
  readonly content?: string | Uint8Array;
}

/** A tar archive of whatever entries. */
export async function hostileTar(entries: readonly HostileEntry[]): Promise<Buffer> {
  const archive = pack();
  for (const { content, ...header } of entries) {
    const fixed = { mode: 0o644, mtime: new Date(1_700_000_000_000), ...header };
    archive.entry(fixed, Buffer.from(content ?? ''));
  }
  archive.finalize();
  return buffer(archive as unknown as NodeJS.ReadableStream);
}
