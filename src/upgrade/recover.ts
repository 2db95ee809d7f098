import { lstat, readdir, realpath, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { systemCode } from '../errors.ts';
import { linkText, syncFolders } from './disk.ts';
import { unfit, writing } from './errors.ts';
import { type Journal, readJournal, type Versions } from './journal.ts';
import type { Locks } from './lock.ts';
import { FOLDER, folderBeside } from './paths.ts';
import { type Ending, finish } from './swap.ts';

/** How an upgrade ended that had been interrupted. */
export interface Recovered extends Versions {
  readonly ending: Ending;
  /** All files it was about; absolute paths. */
  readonly targets: readonly string[];
}

/** Whether an interrupted upgrade has left something beside any of the targets. */
export async function needsRecovery(targets: readonly string[]): Promise<boolean> {
  for (const folder of new Set(targets.map((target) => dirname(target)))) {
    const names = await writing(folder, () => readdir(folder));
    // A lock, too: it may be all that is left.
    if (names.some((name) => name.startsWith(FOLDER))) return true;
  }
  return false;
}

/** Ends what was interrupted beside the targets, and removes what is left of it. */
export async function recover(targets: readonly string[], locks: Locks): Promise<Recovered[]> {
  const recovered: Recovered[] = [];
  for (const folder of new Set(targets.map(folderBeside))) {
    await locks.acquire(dirname(folder));
    if (!(await isThere(folder))) continue;
    const ended = await writing(folder, () => recoverFolder(folder, locks));
    if (ended) recovered.push(ended);
  }
  return recovered;
}

async function recoverFolder(folder: string, locks: Locks): Promise<Recovered | undefined> {
  await assertOurs(folder);
  const home = await homeOf(folder);
  await locks.acquire(dirname(home)).catch((cause) => {
    // A home that is gone with the folder around it has no journal either.
    if (systemCode(cause.cause) !== 'ENOENT') throw cause;
  });
  const journal = await readJournal(home);
  const ended = journal && (await endIt(journal, locks));
  // By now nothing leads through it, be it one of the journal's or not.
  await rm(folder, { recursive: true, force: true });
  await syncFolders([dirname(folder)]);
  return ended;
}

async function endIt(journal: Journal, locks: Locks): Promise<Recovered> {
  for (const one of journal.switch.folders) {
    await locks.acquire(dirname(one));
    await assertOurs(one);
  }
  const { from, to } = journal;
  const targets = journal.switch.replacements.map(({ target }) => target);
  return { ending: await finish(journal.switch), from, to, targets };
}

async function homeOf(folder: string): Promise<string> {
  const link = await linkText(join(folder, 'home'));
  return link === undefined ? folder : resolve(await realpath(folder), link);
}

/** Refuses to act on what somebody else may have put there. */
async function assertOurs(folder: string): Promise<void> {
  const stats = await lstat(folder);
  const isOwn = stats.uid === 0 || stats.uid === process.geteuid?.();
  if (stats.isDirectory() && isOwn && (stats.mode & 0o022) === 0) return;
  const why = 'it is there already, and is not of an upgrade by this user';
  throw unfit(folder, why, 'see what it is, then remove it');
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return false;
    throw cause;
  }
}
