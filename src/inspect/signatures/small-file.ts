import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** A file of not too many bytes; undefined for what is larger or no file. */
export async function readSmallFile(path: string, most: number): Promise<Buffer | undefined> {
  // A named pipe is no file: it must not be waited for.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = await file.stat();
    if (!stats.isFile() || stats.size > most) return undefined;
    return await file.readFile();
  } finally {
    await file.close();
  }
}
