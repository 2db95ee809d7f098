import { constants } from 'node:fs';
import { type FileHandle, open, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { JacoPkgError, systemCode } from '../errors.ts';
import { compareUtf8 } from '../model/order.ts';
import type { ReleaseBase } from './base.ts';
import { fetchError } from './fetch-errors.ts';

const READ_SIZE = 1024 * 1024;

/**
 * A release in a folder on disk. A link in it may not lead out of it.
 * @param path absolute
 */
export function folderBase(path: string, name: string, signal?: AbortSignal): ReleaseBase {
  return {
    name,
    open: (file, maxBytes) => readChunks(path, file, maxBytes, signal),
    list: () => filesIn(path),
  };
}

async function* readChunks(
  folder: string,
  name: string,
  maxBytes: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const url = pathToFileURL(join(folder, name));
  let file: FileHandle | undefined;
  try {
    file = await open(await inside(folder, name, url), constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await file.stat();
    if (!stats.isFile()) {
      throw fetchError(url, { code: 'fetch_failed', message: 'it is not a regular file' });
    }
    let received = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead, buffer } = await file.read(
        Buffer.allocUnsafeSlow(READ_SIZE),
        0,
        READ_SIZE,
      );
      if (bytesRead === 0) return;
      received += bytesRead;
      if (received > maxBytes) {
        const message = `it has more than ${maxBytes} bytes`;
        throw fetchError(url, { code: 'fetch_too_large', message });
      }
      yield buffer.subarray(0, bytesRead);
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw cause instanceof JacoPkgError ? cause : unreadable(url, cause);
  } finally {
    await file?.close();
  }
}

/** Where a file of the folder really is. */
async function inside(folder: string, name: string, url: URL): Promise<string> {
  const root = await realpath(folder);
  const path = await realpath(join(folder, name));
  if (path.startsWith(root.endsWith(sep) ? root : root + sep)) return path;
  throw fetchError(url, {
    code: 'fetch_failed',
    message: 'it is a link that leads out of the folder',
  });
}

/** All but folders, with their paths in the folder; links are not followed. */
async function filesIn(folder: string, prefix = ''): Promise<string[]> {
  const names: string[] = [];
  const url = pathToFileURL(folder);
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause) => {
    throw unreadable(url, cause);
  });
  for (const entry of entries) {
    const name = prefix + entry.name;
    if (!entry.isDirectory()) names.push(name);
    else for (const file of await filesIn(join(folder, entry.name), `${name}/`)) names.push(file);
  }
  return names.sort(compareUtf8);
}

function unreadable(url: URL, cause: unknown): JacoPkgError {
  const code = systemCode(cause);
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? fetchError(url, { code: 'fetch_not_found', message: 'there is no such file' }, cause)
    : fetchError(url, { code: 'fetch_failed', message: code || String(cause) }, cause);
}
