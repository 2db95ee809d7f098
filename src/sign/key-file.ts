import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type JacoPkgError, systemCode } from '../errors.ts';
import { keyError, type Origin } from './problem.ts';

/** Far more than any key, far less than any package. */
const MAX_KEY_FILE = 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder',
  EFBIG: `it is larger than ${MAX_KEY_FILE} bytes`,
};

/**
 * The bytes of a key file.
 * @param cwd absolute folder that relative paths start at
 * @throws JacoPkgError with code `key_unreadable`
 */
export async function readKeyFile(origin: Origin, cwd: string): Promise<Buffer> {
  try {
    const file = await open(resolve(cwd, origin.file));
    try {
      const { size } = await file.stat();
      if (size > MAX_KEY_FILE) throw unreadable(origin, 'EFBIG');
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = systemCode(error);
    throw code in REASONS || /^E[A-Z]+$/.test(code) ? unreadable(origin, code) : error;
  }
}

function unreadable({ place, setting, file }: Origin, code: string): JacoPkgError {
  const message = `cannot read the key file ${file}: ${REASONS[code] ?? code}`;
  return keyError('key_unreadable', place, message, `set ${setting} to the path of the key`);
}
