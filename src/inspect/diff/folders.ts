import { inspectFolder, pairUp } from '../folder.ts';
import { type DiffOptions, diff, diffInspected, refOf } from './index.ts';
import type { PackageDiff, PackageRef } from './model.ts';

/** What is different between two folders of packages. */
export interface FolderDiff {
  readonly same: boolean;
  /** Of packages that both have. */
  readonly packages: readonly PackageDiff[];
  readonly removed: readonly PackageRef[];
  readonly added: readonly PackageRef[];
}

/** Compares the packages of two folders: those of one format, name and architecture. */
export async function diffFolders(
  before: string,
  after: string,
  options: DiffOptions = {},
): Promise<FolderDiff> {
  const pairs = pairUp(await inspectFolder(before, options), await inspectFolder(after, options));
  const packages: PackageDiff[] = [];
  for (const pair of pairs) {
    if (!pair.before || !pair.after) continue;
    const found = await diffInspected(pair.before, pair.after, options);
    // Files are read again for their texts, where there is something to show.
    const isShown = options.texts !== false && !found.same;
    packages.push(isShown ? await diff(pair.before.file, pair.after.file, options) : found);
  }
  const removed = pairs.flatMap((pair) => (pair.before && !pair.after ? [refOf(pair.before)] : []));
  const added = pairs.flatMap((pair) => (pair.after && !pair.before ? [refOf(pair.after)] : []));
  const same = packages.every((each) => each.same) && removed.length + added.length === 0;
  return { same, packages, removed, added };
}
