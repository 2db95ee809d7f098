// What lies beside the targets while they are replaced. Next to each target:
//
//   .jaco-pkg-upgrade/     a folder that everyone can go through, whatever its target's mode
//     old/NAME             a second name (hard link) of the installed file
//     new/NAME             the file that comes in its place, complete
//     home                 link to the home, where this is not the home itself
//
// and next to the first target, in the home:
//
//     before/N  after/N    links to old/NAME and new/NAME of the Nth target
//     now                  link to `before` or `after`: the switch
//     journal.json         what is being replaced
//
// Meanwhile each target is a link to now/N of the home. All links are relative, so that they also
// lead right where the file system is mounted somewhere else.
import { basename, dirname, join, relative } from 'node:path';

export const FOLDER = '.jaco-pkg-upgrade';

/** One file that is replaced; absolute paths. */
export interface Replacement {
  /** The installed file; not a link, except to the switch. */
  readonly target: string;
  /** The folder above beside it. */
  readonly folder: string;
  readonly old: string;
  readonly new: string;
  /** Where the link stands that the target leads to when the switch is at either side. */
  readonly before: string;
  readonly after: string;
  /** Text of the link that takes the place of the target. */
  readonly redirect: string;
}

/** A set of files that are replaced at once. */
export interface Switch {
  readonly home: string;
  readonly now: string;
  readonly journal: string;
  readonly replacements: readonly Replacement[];
  /** The folder of each replacement, the home first, each once. */
  readonly folders: readonly string[];
}

/** @param targets absolute paths, the folders without links */
export function switchOf(targets: readonly [string, ...string[]]): Switch {
  const home = folderBeside(targets[0]);
  const now = join(home, 'now');
  const replacements = targets.map((target, index) => {
    const folder = folderBeside(target);
    return {
      target,
      folder,
      old: join(folder, 'old', basename(target)),
      new: join(folder, 'new', basename(target)),
      before: join(home, 'before', String(index)),
      after: join(home, 'after', String(index)),
      redirect: relative(dirname(target), join(now, String(index))),
    };
  });
  const folders = [...new Set(replacements.map(({ folder }) => folder))];
  return { home, now, journal: join(home, 'journal.json'), replacements, folders };
}

export function folderBeside(target: string): string {
  return join(dirname(target), FOLDER);
}

/** Whether the text of a link is the one of a target that is being replaced. */
export function isRedirect(text: string): boolean {
  return /(?:^|\/)\.jaco-pkg-upgrade\/now\/\d+$/.test(text);
}
