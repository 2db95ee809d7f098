import type { Place } from './problem.ts';

/** How package managers treat a packaged file. Only rpm knows all of these. */
export type FileRole =
  | 'plain'
  | 'config'
  | 'config|noreplace'
  | 'config|missingok'
  | 'doc'
  | 'license'
  | 'readme';

interface EntryBase {
  /** Absolute path in the package: one leading slash, none at the end, no `.` or `..`. */
  readonly path: string;
  /** Permission bits with setuid, setgid and sticky: 0 to 0o7777. */
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
  /** Whole seconds since 1970. */
  readonly mtime: number;
  /** The contents item it came from. */
  readonly place: Place;
}

/** A regular file. `Body` is an {@link Input} while planning and a `Source` once read. */
export interface FileEntry<Body> extends EntryBase {
  readonly type: 'file';
  /** Length in bytes. */
  readonly size: number;
  readonly role: FileRole;
  /** Locale for rpm's %lang, or ''. */
  readonly lang: string;
  readonly body: Body;
}

export interface DirEntry extends EntryBase {
  readonly type: 'dir';
  /** True for a parent that nobody asked for by name; rpm does not own these. */
  readonly implicit: boolean;
}

export interface SymlinkEntry extends EntryBase {
  readonly type: 'symlink';
  readonly target: string;
}

/** Owned by the package but not in it; rpm only. */
export interface GhostEntry extends EntryBase {
  readonly type: 'ghost';
}

export type Entry<Body> = FileEntry<Body> | DirEntry | SymlinkEntry | GhostEntry;

/** Where the bytes of a file come from, before they are read. */
export type Input =
  | {
      readonly kind: 'disk';
      /** Path to open. */
      readonly path: string;
      /** What to call it in a message. */
      readonly name: string;
      /** As seen when planning; a difference when reading means the file changed. */
      readonly size: number;
      readonly mtimeMs: number;
      /** Device and inode: two paths to one file are read once. */
      readonly identity: string;
    }
  | {
      readonly kind: 'memory';
      readonly name: string;
      readonly bytes: Uint8Array;
    };

/** An entry whose file has not been read yet. */
export type PlannedEntry = Entry<Input>;

/** Length in bytes. */
export function sizeOfInput(input: Input): number {
  return input.kind === 'disk' ? input.size : input.bytes.length;
}
