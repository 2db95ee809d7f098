import { open } from 'node:fs/promises';

/** A file of not too many bytes; undefined for what is larger or no file. */
export async function readSmallFile(path: string, most: number): Promise<Buffer | undefined> {
  const file = await open(path, 'r');
  try {
    const stats = await file.stat();
    if (!stats.isFile() || stats.size > most) return undefined;
    return await file.readFile();
  } finally {
    await file.close();
  }
}
