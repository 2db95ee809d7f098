import type { Warning } from '../errors.ts';
import type { PlannedEntry } from '../model/entry.ts';
import type { Content, DefaultModes } from '../model/recipe.ts';
import type { Exclusion } from './exclude.ts';

/** One item of `contents`, with what of the recipe bears on looking it up. */
export interface Item {
  readonly content: Content;
  /** Absolute folder that `src` is relative to. */
  readonly cwd: string;
  /** Bits taken off the modes of files on disk. */
  readonly umask: number;
  /** Whether `src` may be a pattern. */
  readonly globbing: boolean;
  /** In place of those on disk. */
  readonly modes: DefaultModes;
  /** What folders bring in and the package leaves out. */
  readonly exclusion: Exclusion;
}

type Omitted<T, Key extends keyof T> = T extends unknown ? Omit<T, Key> : never;

/** An entry as it comes from disk or from the recipe, before owner and time are settled. */
export type Piece = Omitted<PlannedEntry, 'owner' | 'group' | 'mtime' | 'place'>;

/** All that one item brings into the package. */
export interface Found {
  readonly content: Content;
  /** Folders come before what is in them. */
  readonly pieces: readonly Piece[];
  /** Newest modification time among what was looked at, in milliseconds; absent for nothing. */
  readonly newestMs?: number;
  readonly warnings: readonly Warning[];
}

/** Links have no mode of their own; this is how tools write and show it. */
export const LINK_MODE = 0o777;

/** What Linux creates a folder with under the usual umask. */
export const FOLDER_MODE = 0o755;

/** The same for a file without a file on disk. */
export const FILE_MODE = 0o644;
