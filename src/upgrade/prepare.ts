// Everything that can fail is done here, beside the targets, while they are left as they are.
import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { chmod, type FileHandle, link, mkdir, open, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { systemCode } from '../errors.ts';
import { BatchWriter } from '../output/batch-writer.ts';
import { isSameFile, placeLink, syncFolders } from './disk.ts';
import { changed, unfit, writing } from './errors.ts';
import { FOLDER, type Replacement, type Switch } from './paths.ts';

/** Others go through the folder to run what they find at the target. */
const PASSABLE = 0o755;

/**
 * Makes the folders, and gives every installed file its second name.
 * @param made gets each folder that is ours to remove
 */
export async function keepOld(of: Switch, made: string[]): Promise<void> {
  for (const folder of of.folders) {
    await writing(folder, async () => {
      await mkdir(folder);
      made.push(folder);
      await chmod(folder, PASSABLE);
      await makeFolder(join(folder, 'old'));
      await makeFolder(join(folder, 'new'));
      if (folder !== of.home) await symlink(relative(folder, of.home), join(folder, 'home'));
    });
  }
  for (const side of ['before', 'after']) {
    await writing(of.home, () => makeFolder(join(of.home, side)));
  }
  for (const one of of.replacements) {
    await link(one.target, one.old).catch((cause) => {
      throw cannotLink(one.target, cause);
    });
    await writing(of.home, async () => {
      await symlink(relative(dirname(one.before), one.old), one.before);
      await symlink(relative(dirname(one.after), one.new), one.after);
    });
  }
}

/** A folder with this mode whatever the umask is. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path);
  await chmod(path, PASSABLE);
}

function cannotLink(target: string, cause: unknown) {
  const code = systemCode(cause);
  const why = `the installed file cannot be kept (${code})`;
  const hints: Readonly<Record<string, string>> = {
    EACCES: 'run the upgrade as its owner',
    EPERM: 'run the upgrade as its owner; the file must not be immutable',
    ENOENT: 'it is gone; see what else is at work there',
    ENOSPC: 'make room on the disk',
    EROFS: 'the file system is read-only',
  };
  return unfit(target, why, hints[code] ?? 'the file system must have hard links', cause);
}

/**
 * Writes what comes in the place of a target, with the mode and owner of the installed file, and
 * makes it last.
 * @returns its SHA-256, in hex
 */
export async function stage(
  one: Replacement,
  installed: Stats,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<string> {
  return writing(one.target, async () => {
    const file = await open(one.new, 'wx', 0o600);
    try {
      const sha256 = await write(file, chunks);
      await keepOwner(file, one.target, installed);
      // After the owner, as a new owner takes the setuid bits away.
      await file.chmod(installed.mode & 0o7777);
      await file.sync();
      return sha256;
    } finally {
      await file.close();
    }
  });
}

async function keepOwner(file: FileHandle, target: string, { uid, gid }: Stats): Promise<void> {
  const own = await file.stat();
  if (own.uid === uid && own.gid === gid) return;
  await file.chown(uid, gid).catch((cause) => {
    const why = `what replaces it cannot be given to its owner, ${uid}:${gid}`;
    throw unfit(target, why, 'run the upgrade as root', cause);
  });
}

async function write(
  file: FileHandle,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<string> {
  const hash = createHash('sha256');
  const writer = new BatchWriter(file);
  for await (const chunk of chunks) {
    hash.update(chunk);
    await writer.write(chunk);
  }
  await writer.end();
  return hash.digest('hex');
}

/** Sets the switch to the old files, and makes sure that it leads to them. */
export async function armSwitch(of: Switch): Promise<void> {
  await writing(of.home, async () => {
    await placeLink('before', of.now, `${of.now}.tmp`);
    const beside = of.folders.flatMap((folder) => [
      join(folder, 'old'),
      join(folder, 'new'),
      folder,
      dirname(folder),
    ]);
    await syncFolders([join(of.home, 'before'), join(of.home, 'after'), ...beside]);
  });
  for (const { target, redirect, old, after } of of.replacements) {
    if (!(await isSameFile(target, old))) throw changed(target);
    const direct = await stat(target);
    const through = await stat(join(dirname(target), redirect)).catch(() => undefined);
    const next = await stat(after).catch(() => undefined);
    if (through?.ino === direct.ino && next?.isFile()) continue;
    throw unfit(target, `links in ${FOLDER} are not followed`, 'the file system must have links');
  }
}
