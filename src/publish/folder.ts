// A release on disk, as it is to be published: verified against its own SHA256SUMS first.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ErrorProblem, JacoPkgError, systemCode, throwIfAny } from '../errors.ts';
import { compareUtf8 } from '../model/order.ts';
import { readSums, SUMS, SUMS_SIGNATURE, type Sum } from '../release/index.ts';

/** A file to publish. */
export interface LocalFile extends Sum {
  /** Absolute. */
  readonly path: string;
  /** Length in bytes. */
  readonly size: number;
}

/**
 * The files of a release in the order to publish them: the list and its signature come last.
 * @param folder absolute
 * @throws JacoPkgError `upgrade_verification_failed` with every file that is missing, wrong or not
 *   of the release
 */
export async function readRelease(folder: string, signal: AbortSignal): Promise<LocalFile[]> {
  const sums = readSums(await readList(folder), SUMS);
  const lists = [SUMS_SIGNATURE, SUMS];
  const present = await readdir(folder);
  const known = new Set([...lists, ...sums.map(({ name }) => name)]);
  const problems = present
    .filter((name) => !known.has(name))
    .sort(compareUtf8)
    .map((name) => unverified(`${name} is not in ${SUMS}, so it is not of this release`));
  const files: LocalFile[] = [];
  for (const { name, sha256 } of sums) {
    signal.throwIfAborted();
    const found = await measure(folder, name);
    if ('code' in found) problems.push(found);
    else if (found.sha256 === sha256) files.push(found);
    else problems.push(unverified(`${name} has the SHA-256 ${found.sha256}, not ${sha256}`));
  }
  throwIfAny(problems);
  for (const name of lists.filter((list) => present.includes(list))) {
    const found = await measure(folder, name);
    if ('code' in found) throw new JacoPkgError(found);
    files.push(found);
  }
  return files;
}

async function readList(folder: string): Promise<Buffer> {
  return readFile(join(folder, SUMS)).catch((cause) => {
    const why = systemCode(cause) === 'ENOENT' ? 'is not there' : `cannot be read: ${cause}`;
    throw new JacoPkgError(unverified(`${SUMS} ${why}, so ${folder} is no release`), { cause });
  });
}

async function measure(folder: string, name: string): Promise<LocalFile | ErrorProblem> {
  // Releases on GitHub are flat.
  if (name.includes('/')) return unverified(`${name} is in a folder, and GitHub has none`);
  const path = join(folder, name);
  try {
    if (!(await stat(path)).isFile()) return unverified(`${name} is no regular file`);
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk);
      size += chunk.length;
    }
    return { name, path, size, sha256: hash.digest('hex') };
  } catch (cause) {
    const code = systemCode(cause);
    return unverified(code === 'ENOENT' ? `${name} is missing` : `${name} cannot be read: ${code}`);
  }
}

function unverified(message: string): ErrorProblem {
  return { code: 'upgrade_verification_failed', message };
}
