// Two files cannot be renamed in one step, but one link can. So the targets become links to a
// switch, which leads to the old files; the switch is turned; the new files take their places.
// Every step is a single rename, and only the one that turns the switch changes what is found at a
// target. Killed before it, all targets are old; killed after it, all are new.
//
//   redirect   target N  -> link to now/N         still the old file
//   turn       now       -> link to `after`       all new
//   settle     target N  -> new/NAME itself       still the new file
//   clear      the journal, then the folders, when nobody can still be on the way through them
import { link, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isSameFile, linkText, placeLink, syncFolders } from './disk.ts';
import { changed, halfWay, writing } from './errors.ts';
import { removeJournal, type Versions, writeJournal } from './journal.ts';
import type { Replacement, Switch } from './paths.ts';

/** Puts all staged files in the places of the targets; or, on an error, none. */
export async function swap(of: Switch, versions: Versions, signal?: AbortSignal): Promise<void> {
  try {
    await writing(of.journal, () => writeJournal(of, versions));
    for (const one of of.replacements) {
      signal?.throwIfAborted();
      await redirect(one);
    }
    await writing(of.home, () => syncTargets(of));
    signal?.throwIfAborted();
    await writing(of.now, () => placeLink('after', of.now, `${of.now}.tmp`));
  } catch (cause) {
    // An error of the last step need not mean that it was not taken.
    if ((await finish(of)) === 'undone') throw cause;
    return;
  }
  await finish(of);
}

/**
 * Who looks a target up reads a link first, then goes where it leads. This many milliseconds after
 * the links are gone, nobody is still on that way.
 */
export const PASSAGE = 300;

/** What has become of an upgrade that was begun. */
export type Ending = 'completed' | 'undone';

/** Ends a swap wherever it stopped: forward once the switch is turned, otherwise back. */
export async function finish(of: Switch): Promise<Ending> {
  try {
    const isTurned = (await linkText(of.now)) === 'after';
    // Before the files move, as they must not be seen in the other order after a power cut.
    await syncFolders([of.home]);
    let links = 0;
    for (const one of of.replacements) {
      if (await replaceLink(one, isTurned ? one.new : one.old)) links += 1;
    }
    await syncTargets(of);
    if (links > 0) await setTimeout(PASSAGE);
    await clear(of);
    return isTurned ? 'completed' : 'undone';
  } catch (cause) {
    throw halfWay(of.home, cause);
  }
}

async function redirect({ target, old, redirect: text, folder }: Replacement): Promise<void> {
  await writing(target, async () => {
    if (!(await isSameFile(target, old))) throw changed(target);
    await placeLink(text, target, join(folder, 'redirect.tmp'));
  });
}

/** False where there is no link of ours: the file is in its place already, or none of our business. */
async function replaceLink(
  { target, redirect: text, folder }: Replacement,
  file: string,
): Promise<boolean> {
  if ((await linkText(target)) !== text) return false;
  const second = join(folder, 'settle.tmp');
  await writing(target, async () => {
    await rm(second, { force: true });
    // A second name, so that the first is still there for those who are on the way to it; but a
    // disk without room for that must not keep the file from its place.
    const isMade = await link(file, second).then(
      () => true,
      () => false,
    );
    await rename(isMade ? second : file, target);
  });
  return true;
}

function syncTargets(of: Switch): Promise<void> {
  const inside = of.folders.flatMap((folder) => [join(folder, 'old'), join(folder, 'new'), folder]);
  return syncFolders([...of.folders.map((folder) => dirname(folder)), ...inside]);
}

/** Removes everything but the targets, none of which may be a link to the switch. */
async function clear(of: Switch): Promise<void> {
  await writing(of.journal, () => removeJournal(of));
  for (const folder of of.folders) {
    await writing(folder, () => rm(folder, { recursive: true, force: true }));
  }
  await writing(of.home, () => syncFolders(of.folders.map((folder) => dirname(folder))));
}
