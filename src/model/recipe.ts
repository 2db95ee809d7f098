import type { Package, ScriptName } from './package.ts';
import type { Place } from './problem.ts';

export const CONTENT_TYPES = [
  'file',
  'dir',
  'tree',
  'symlink',
  'ghost',
  'doc',
  'license',
  'licence',
  'readme',
  'config',
  'config|noreplace',
  'config|missingok',
  'config|tree',
  'config|noreplace|tree',
  'config|missingok|tree',
] as const;

export type ContentType = (typeof CONTENT_TYPES)[number];

/** One item of `contents`: expanded by the environment, not yet looked for on disk. */
export interface Content {
  readonly type: ContentType;
  /** Path or glob on the build machine; for a symlink its target; '' when there is none. */
  readonly src: string;
  /** What to do if `src` is not there, where more is known of it than its name. */
  readonly missingHint?: string;
  /** The bytes themselves, in place of `src`; only from the library. */
  readonly data?: Uint8Array;
  /** As written: with or without slashes at the ends, both of which mean something. */
  readonly dst: string;
  /** '' when unset; root is the default. */
  readonly owner: string;
  readonly group: string;
  /** 0 to 0o7777; the umask does not touch it. */
  readonly mode?: number;
  /** Seconds since 1970. */
  readonly mtime?: number;
  readonly lang: string;
  /** Patterns of folders in a tree that the package does not own. */
  readonly disownSubtree: readonly string[];
  readonly place: Place;
}

/** A script as the recipe names it. */
export interface ScriptRef {
  /** Path on the build machine. */
  readonly src: string;
  /** The bytes themselves, in place of `src`; only from the library. */
  readonly data?: Uint8Array;
  readonly place: Place;
}

/** What to leave out of what folders bring in: a pattern as in a .gitignore. */
export interface Exclude {
  readonly pattern: string;
  readonly place: Place;
}

/** Permissions in place of those that something has on disk; 0 to 0o7777. */
export interface DefaultModes {
  readonly file?: number;
  readonly executable?: number;
  readonly dir?: number;
}

/** Shell code that goes with a script: before it if its name begins with `pre`, else after it. */
export interface ScriptHelper {
  readonly code: string;
  readonly place: Place;
}

/** One package as configured: a {@link Package} whose files have not been looked at yet. */
export interface Recipe extends Omit<Package, 'scripts' | 'time'> {
  /** Only what this format uses. */
  readonly scripts: Readonly<Partial<Record<ScriptName, ScriptRef>>>;
  /** Only what is meant for this format. */
  readonly contents: readonly Content[];
  /** Bits taken off the modes of files on disk. */
  readonly umask: number;
  /** False when `disable_globbing` is set. */
  readonly globbing: boolean;
  /** Seconds since 1970: the `mtime` key, or SOURCE_DATE_EPOCH; undefined when neither is set. */
  readonly mtime: number | undefined;
  /** The last that matches counts. */
  readonly exclude?: readonly Exclude[];
  /** Whether doc, license and readme are for every format and not for rpm alone. */
  readonly keepDocs?: boolean;
  readonly modes?: DefaultModes;
  readonly helpers?: Readonly<Partial<Record<ScriptName, ScriptHelper>>>;
}
