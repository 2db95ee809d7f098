// Reads an .apk with programs that know nothing of src: zlib and tar-stream.
import { inflateRawSync } from 'node:zlib';
import { readTar, type TarEntry, tarLine } from '../support/read-tar.ts';

/** One gzip member: a section. */
export interface ReadSection {
  /** As compressed. */
  readonly bytes: Buffer;
  /** The tar archive in it. */
  readonly tar: Buffer;
  readonly entries: readonly TarEntry[];
}

/** Every gzip member of an .apk; the headers must be plain ones of ten bytes. */
export async function readApk(bytes: Buffer): Promise<ReadSection[]> {
  const sections: ReadSection[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    if (rest.readUInt32BE(0) !== 0x1f8b0800) throw new Error('no plain gzip header');
    const { buffer: tar, engine } = inflateRawSync(rest.subarray(10), {
      info: true,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    const size = 10 + engine.bytesWritten + 8;
    // A cut archive is read like a full one.
    const entries = await readTar(Buffer.concat([tar, Buffer.alloc(1024)]));
    sections.push({ bytes: rest.subarray(0, size), tar, entries });
    rest = rest.subarray(size);
  }
  return sections;
}

/** Lines of .PKGINFO. */
export function pkginfoOf(sections: readonly ReadSection[]): string[] {
  const member = sections.flatMap(({ entries }) => entries).find(({ name }) => name === '.PKGINFO');
  return member?.content.toString().trimEnd().split('\n') ?? [];
}

/** An .apk as text, for people and for goldens; what depends on the compressor is left out. */
export function dump(sections: readonly ReadSection[]): string {
  const lines = sections.flatMap(({ entries, tar }, index) => [
    `== member ${index + 1}, ${isEnded(tar) ? 'full' : 'cut'}`,
    ...entries.map(tarLine),
  ]);
  const info = pkginfoOf(sections).map((line) => line.replace(/^datahash = .*/, 'datahash = …'));
  return `${[...lines, '== .PKGINFO', ...info].join('\n')}\n`;
}

/** Whether a tar archive ends in its two blocks of zeros. */
export function isEnded(tar: Buffer): boolean {
  return tar.subarray(-1024).every((byte) => byte === 0);
}
