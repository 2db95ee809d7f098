import type { EntryFlag, EntryType } from '../model.ts';
import type { Reading } from '../reading.ts';
import type { RpmHeader } from './header.ts';
import { FILE_TAG } from './tags.ts';

/** A row of the header's file list. */
export interface RpmFile {
  /** As in the header: absolute, or bare in a source package. */
  readonly path: Buffer;
  /** Type and permission bits, as in stat(2). */
  readonly mode: number;
  readonly type: EntryType;
  readonly size: number;
  readonly mtime: number;
  /** Hex; '' where there is none. */
  readonly digest: string;
  readonly linkTo: Buffer;
  readonly flags: readonly EntryFlag[];
  readonly isGhost: boolean;
  readonly owner: string;
  readonly group: string;
  /** Device and inode: names of one file have the same. */
  readonly identity: string;
  readonly capabilities: string;
}

/** rpmfileAttrs of rpm's include/rpm/rpmfiles.h. */
const FLAGS: readonly (readonly [number, EntryFlag])[] = [
  [1 << 0, 'config'],
  [1 << 1, 'doc'],
  [1 << 3, 'missingok'],
  [1 << 4, 'noreplace'],
  [1 << 7, 'license'],
  [1 << 8, 'readme'],
  [1 << 12, 'artifact'],
];
const GHOST = 1 << 6;

/** S_IFMT of stat(2). */
const TYPES: ReadonlyMap<number, EntryType> = new Map([
  [0o010000, 'fifo'],
  [0o020000, 'char'],
  [0o040000, 'dir'],
  [0o060000, 'block'],
  [0o100000, 'file'],
  [0o120000, 'symlink'],
  [0o140000, 'socket'],
]);

export function typeOfMode(mode: number): EntryType | undefined {
  return TYPES.get(mode & 0o170000);
}

export function fileList(header: RpmHeader, reading: Reading): RpmFile[] {
  const paths = pathsOf(header, reading);
  if (paths.length > reading.limits.entries) {
    throw reading.tooLarge(`${paths.length} files`, header.at(FILE_TAG.baseNames));
  }
  const column = <T>(tag: number, values: T[]) => {
    if (values.length === paths.length || values.length === 0) return values;
    const message = `rpm tag ${tag} has ${values.length} values for ${paths.length} files`;
    throw reading.malformed(message, header.at(tag));
  };
  const numbers = (tag: number) => column(tag, header.numbers(tag));
  const texts = (tag: number) => column(tag, header.texts(tag));
  const sizes = header.has(FILE_TAG.longSizes)
    ? numbers(FILE_TAG.longSizes)
    : numbers(FILE_TAG.sizes);
  const [modes, mtimes, flags] = [FILE_TAG.modes, FILE_TAG.mtimes, FILE_TAG.flags].map(numbers);
  const [inodes, devices] = [FILE_TAG.inodes, FILE_TAG.devices].map(numbers);
  const [owners, groups, digests] = [FILE_TAG.owners, FILE_TAG.groups, FILE_TAG.digests].map(texts);
  const linkTos = column(FILE_TAG.linkTos, header.strings(FILE_TAG.linkTos));
  const capabilities = texts(FILE_TAG.capabilities);
  return paths.map((path, i) => {
    const mode = modes?.[i] ?? 0;
    const type = typeOfMode(mode);
    if (!type) {
      throw reading.malformed(`a file has the mode ${mode.toString(8)}`, header.at(FILE_TAG.modes));
    }
    const bits = flags?.[i] ?? 0;
    return {
      path,
      mode,
      type,
      size: sizes[i] ?? 0,
      mtime: mtimes?.[i] ?? 0,
      digest: digests?.[i] ?? '',
      linkTo: linkTos[i] ?? Buffer.alloc(0),
      flags: FLAGS.filter(([bit]) => bits & bit).map(([, name]) => name),
      isGhost: (bits & GHOST) !== 0,
      owner: owners?.[i] ?? '',
      group: groups?.[i] ?? '',
      identity: `${devices?.[i] ?? 0}:${inodes?.[i] ?? -i - 1}`,
      capabilities: capabilities[i] ?? '',
    };
  });
}

/** Folders and base names apart, or, in packages from before rpm 4, whole paths. */
function pathsOf(header: RpmHeader, reading: Reading): Buffer[] {
  if (header.has(FILE_TAG.oldNames)) return header.strings(FILE_TAG.oldNames);
  const folders = header.strings(FILE_TAG.dirNames);
  const indexes = header.numbers(FILE_TAG.dirIndexes);
  return header.strings(FILE_TAG.baseNames).map((name, i) => {
    const folder = folders[indexes[i] ?? -1];
    if (folder && folder.length + name.length > reading.limits.path) {
      throw reading.tooLarge('a path is too long', header.at(FILE_TAG.dirNames));
    }
    if (folder) {
      reading.keep(folder.length + name.length, header.at(FILE_TAG.dirNames));
      return Buffer.concat([folder, name]);
    }
    throw reading.malformed(
      'a file is in a folder that is not listed',
      header.at(FILE_TAG.dirIndexes),
    );
  });
}
