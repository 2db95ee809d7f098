import type { ZipMember } from '../container/zip.ts';
import { zipHeaderSize } from '../container/zip.ts';
import type { Blocks } from '../model/blocks.ts';
import type { Kit } from '../model/format.ts';
import type { Segment } from '../model/segment.ts';

/** A file of the package. */
export interface Part extends Blocks {
  /** From the top of the package, with slashes. */
  readonly path: string;
  readonly isDeflated: boolean;
  /** Seconds since 1970. */
  readonly mtime: number;
}

/** zlib's default; the blocks are too small for more to matter. */
const LEVEL = 6;

/** A file of the package, read and cut into blocks, which are deflated or left as they are. */
export async function partOf(
  path: string,
  body: Segment,
  { mtime, deflate }: { readonly mtime: number; readonly deflate: boolean },
  kit: Kit,
): Promise<Part> {
  const blocks = await kit.blocks(body, deflate ? LEVEL : undefined);
  return { ...blocks, path, isDeflated: deflate, mtime };
}

export function zipMemberOf(part: Part): ZipMember {
  return {
    name: zipName(part.path),
    method: part.isDeflated ? 'deflated' : 'stored',
    crc32: part.crc32,
    size: part.size,
    packedSize: part.data.size,
    mtime: part.mtime,
  };
}

/** Length in bytes of the local header in the zip; the block map lists it. */
export function headerSizeOf({ path }: Part): number {
  return zipHeaderSize(zipName(path));
}

const CONTENT_TYPES = '[Content_Types].xml';

/** As OPC (ECMA-376 part 2, 6.2.2) wants the names of parts: all else is escaped as in a URI. */
export function zipName(path: string): string {
  if (path === CONTENT_TYPES) return path;
  return encodeURI(path).replace(/[!#$&'()+,;=@[\]^`{}]/g, hex);
}

function hex(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
