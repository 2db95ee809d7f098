import { CPIO_MAX_FILE } from '../../container/cpio.ts';
import type { Kit } from '../../model/format.ts';
import { compareUtf8 } from '../../model/order.ts';
import { type Segment, sizeOf } from '../../model/segment.ts';
import { type FileList, type RpmFile, VERIFY_ALL } from '../files.ts';

/** A file of a source package. */
export interface SourceFile {
  readonly name: string;
  readonly body: readonly Segment[];
  readonly isSpec?: boolean;
}

const REGULAR = 0o100644;
/** RPMFILE_SPECFILE of rpm's include/rpm/rpmfiles.h. */
const SPECFILE = 32;

/** The file list of a source package: names without folders, root's, all of one time. */
export async function sourceFileList(
  files: readonly SourceFile[],
  time: number,
  kit: Kit,
): Promise<FileList> {
  const sorted = [...files].sort((a, b) => compareUtf8(a.name, b.name));
  const rows = await Promise.all(
    sorted.map(async ({ name, body, isSpec }, i): Promise<RpmFile> => {
      const digest = Buffer.from(await kit.digest('sha256', body)).toString('hex');
      return {
        path: name,
        basename: name,
        dirIndex: 0,
        mode: REGULAR,
        size: sizeOf(body),
        mtime: time,
        owner: 'root',
        group: 'root',
        flags: isSpec ? SPECFILE : 0,
        verifyFlags: VERIFY_ALL,
        digest: () => digest,
        linkTo: '',
        lang: '',
        inode: i + 1,
        body,
        inPayload: true,
      };
    }),
  );
  return {
    files: rows,
    dirnames: [''],
    installedSize: rows.reduce((sum, { size }) => sum + size, 0),
    large: rows.some(({ size }) => size > CPIO_MAX_FILE),
  };
}
