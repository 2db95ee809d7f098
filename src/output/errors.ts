import { JacoPkgError, systemCode } from '../errors.ts';

const HINTS: Readonly<Record<string, string>> = {
  EACCES: 'make the folder writable, or choose another target',
  EDQUOT: 'make room on the disk',
  EFBIG: 'the file system takes no file that large; choose another target',
  EISDIR: 'a folder has that name; choose another target',
  ENAMETOOLONG: 'choose a shorter name',
  ENOENT: 'create the folder first',
  ENOSPC: 'make room on the disk',
  ENOTDIR: 'a part of the path is not a folder',
  EPERM: 'make the folder writable, or choose another target',
  EROFS: 'the file system is read-only; choose another target',
};

/** Says which file could not be written, and why; passes on what is no system error. */
export function failWriting(path: string, cause: unknown): never {
  const code = systemCode(cause);
  if (cause instanceof JacoPkgError || code === '') throw cause;
  throw unwritable(path, code, HINTS[code], cause);
}

/** The error for a target that is there already, and is a folder or something stranger. */
export function notAFile(path: string, isFolder: boolean): JacoPkgError {
  return isFolder
    ? unwritable(path, 'EISDIR', HINTS['EISDIR'])
    : unwritable(path, 'it is not a regular file', 'choose another target');
}

function unwritable(path: string, why: string, hint?: string, cause?: unknown): JacoPkgError {
  return new JacoPkgError(
    {
      code: 'target_unwritable',
      message: `cannot write ${path}: ${why}`,
      place: { file: path },
      ...(hint && { hint }),
    },
    { cause },
  );
}
