import type { EntryType } from './model.ts';
import type { At } from './reading.ts';

/** An entry as an archive tells of it, before it is looked at closely. */
export interface RawEntry {
  /** The name, byte for byte. */
  readonly name: Uint8Array;
  readonly type: EntryType;
  /** Permission bits. */
  readonly mode: number;
  /** Names; '' where the archive has only numbers. */
  readonly owner: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
  /** Length of the body in bytes. */
  readonly size: number;
  /** Whole seconds since 1970. */
  readonly mtime: number;
  /** Of a link: what it points to. */
  readonly target: Uint8Array;
  /** Records that only this kind of archive has. */
  readonly records: Readonly<Record<string, string>>;
  /** Where its header is. */
  readonly at: At;
  /** May be read once, before the next entry is asked for; or not at all. */
  readonly body: AsyncIterable<Uint8Array>;
}
