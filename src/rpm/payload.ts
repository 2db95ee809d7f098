import { cpioEnd, cpioMember, cpioStrippedMember } from '../container/cpio.ts';
import type { Segment } from '../model/segment.ts';
import type { FileList } from './files.ts';

/**
 * The payload before compression: a cpio archive in the order of the file list. When a size does
 * not fit cpio's field all members take rpm's stripped form (rpm's docs/manual/format_v4.md).
 * @param prefix what the names have before the path; the files of a source package have nothing
 */
export function payload({ files, large }: FileList, prefix = '.'): Segment[] {
  const members = files.flatMap((file, index) => {
    const { path, mode, inode, mtime, size, body } = file;
    if (!file.inPayload) return [];
    return large
      ? cpioStrippedMember(index, size, body)
      : cpioMember({ name: `${prefix}${path}`, mode, inode, mtime, size }, body);
  });
  members.push(cpioEnd());
  return members;
}
