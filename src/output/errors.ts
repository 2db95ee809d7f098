import { JacoPkgError, reasonOf, systemCode } from '../errors.ts';

const HINTS: Readonly<Record<string, string>> = {
  EACCES: 'make the folder and the file writable, or choose another target',
  EDQUOT: 'make room on the disk',
  EEXIST: 'choose another target',
  EFBIG: 'the file system takes no file that large; choose another target',
  ENAMETOOLONG: 'choose a shorter name',
  ENOSPC: 'make room on the disk',
  ENOTDIR: 'choose another target',
  EPERM: 'make the folder writable, or choose another target',
  EROFS: 'choose another target',
};

/** Says which file could not be written, and why; passes on what is no system error. */
export function failWriting(path: string, cause: unknown): never {
  const code = systemCode(cause);
  if (cause instanceof JacoPkgError || code === '') throw cause;
  throw unwritable(path, reasonOf(cause), HINTS[code], cause);
}

/** The error for a target that is there already, and is a folder or something stranger. */
export function notAFile(path: string, isFolder: boolean): JacoPkgError {
  return isFolder
    ? unwritable(path, 'it is a folder', 'choose another target')
    : unwritable(path, 'it is not a regular file', 'choose another target');
}

function unwritable(path: string, why: string, hint?: string, cause?: unknown): JacoPkgError {
  return new JacoPkgError(
    {
      code: 'target_unwritable',
      message: `cannot be written: ${why}`,
      place: { file: path },
      ...(hint && { hint }),
    },
    { cause },
  );
}
