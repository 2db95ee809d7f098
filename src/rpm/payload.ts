import { cpioEnd, cpioMember, cpioStrippedMember } from '../container/cpio.ts';
import type { Segment } from '../model/segment.ts';
import { type FileList, isDir, type RpmFile } from './files.ts';

/**
 * The payload before compression: a cpio archive in the order of the file list. When a size does
 * not fit cpio's field all members take rpm's stripped form (rpm's docs/manual/format_v4.md).
 */
export function payload({ files, large }: FileList): Segment[] {
  const members = files.flatMap((file, index) => {
    if (!file.inPayload) return [];
    return large
      ? cpioStrippedMember(index, bodySize(file), file.body)
      : cpioMember(memberOf(file), file.body);
  });
  return [...members, cpioEnd()];
}

function memberOf(file: RpmFile) {
  const { path, mode, inode, mtime } = file;
  const nlink = isDir(mode) ? 2 : 1;
  return { name: `.${path}`, mode, inode, mtime, nlink, size: bodySize(file) };
}

function bodySize({ mode, size }: RpmFile): number {
  return isDir(mode) ? 0 : size;
}
