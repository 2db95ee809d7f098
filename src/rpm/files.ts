import { utf8 } from '../container/bytes.ts';
import { CPIO_MAX_FILE, type CpioBody } from '../container/cpio.ts';
import type { Entry, FileRole } from '../model/entry.ts';
import { compareUtf8 } from '../model/order.ts';
import type { Source } from '../model/segment.ts';

/** One row of the header's file list. */
export interface RpmFile {
  /** Absolute path. */
  readonly path: string;
  readonly basename: string;
  /** Index of its folder in {@link FileList.dirnames}. */
  readonly dirIndex: number;
  /** Type and permission bits, as in stat(2). */
  readonly mode: number;
  /** Bytes of the content, or of a link's target; 0 for folders and ghosts. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  readonly owner: string;
  readonly group: string;
  /** rpmfileAttrs of rpm's include/rpm/rpmfiles.h. */
  readonly flags: number;
  /** rpmVerifyAttrs of rpm's include/rpm/rpmfiles.h. */
  readonly verifyFlags: number;
  /**
   * SHA-256 as hex; '' for all but files. Ask for it when the payload has been compressed: before, it
   * may have to read the file, and throws what is wrong with it.
   */
  digest(): string;
  readonly linkTo: string;
  readonly lang: string;
  /** From 1 on. No two files have the same one: there are no hard links. */
  readonly inode: number;
  /** What the payload holds: the content or the link's target. Ghosts are not in the payload. */
  readonly body?: CpioBody;
  readonly inPayload: boolean;
}

export interface FileList {
  /** Sorted by path, byte by byte: rpm looks names up by binary search. */
  readonly files: readonly RpmFile[];
  /** Folders of the files, each with a slash at the end. */
  readonly dirnames: readonly string[];
  /** Bytes once installed: files and links. */
  readonly installedSize: number;
  /** Whether a file is too large for cpio's size field. */
  readonly large: boolean;
}

type Attributes = Omit<
  RpmFile,
  'path' | 'basename' | 'dirIndex' | 'inode' | 'owner' | 'group' | 'mtime'
>;

const TYPE = { file: 0o100000, dir: 0o040000, symlink: 0o120000, ghost: 0o100000 } as const;
const FLAG = {
  config: 1,
  doc: 2,
  missingok: 8,
  noreplace: 16,
  ghost: 64,
  license: 128,
  readme: 256,
};

const ROLE_FLAGS: Readonly<Record<FileRole, number>> = {
  plain: 0,
  config: FLAG.config,
  'config|noreplace': FLAG.config | FLAG.noreplace,
  'config|missingok': FLAG.config | FLAG.missingok,
  doc: FLAG.doc,
  license: FLAG.license,
  readme: FLAG.readme,
};

export const VERIFY_ALL = 0xffff_ffff;
/** Nothing is known of a ghost's digest (1), size (2), link target (4) and time (32). */
const VERIFY_GHOST = VERIFY_ALL - (1 + 2 + 4 + 32);

/** Attributes that most files have. */
const REGULAR = {
  digest: () => '',
  linkTo: '',
  lang: '',
  verifyFlags: VERIFY_ALL,
  inPayload: true,
} as const;

const UNKNOWN = { verifyFlags: VERIFY_GHOST, inPayload: false } as const;

/** The file list of a package. Folders that nobody named are not the package's. */
export function fileList(entries: readonly Entry<Source>[]): FileList {
  const owned = entries.filter((entry) => entry.type !== 'dir' || !entry.implicit);
  const sorted = sortedByPath(owned);
  const dirnames = new Map<string, number>();
  const files = sorted.map((entry, i) => {
    const slash = entry.path.lastIndexOf('/') + 1;
    const dirname = entry.path.slice(0, slash);
    const dirIndex = dirnames.get(dirname) ?? dirnames.size;
    dirnames.set(dirname, dirIndex);
    const { path, owner, group, mtime } = entry;
    const basename = path.slice(slash);
    return { path, basename, dirIndex, inode: i + 1, owner, group, mtime, ...attributesOf(entry) };
  });
  return {
    files,
    dirnames: [...dirnames.keys()],
    installedSize: files.reduce((sum, { size }) => sum + size, 0),
    large: files.some(({ size }) => size > CPIO_MAX_FILE),
  };
}

function attributesOf(entry: Entry<Source>): Attributes {
  const mode = TYPE[entry.type] | entry.mode;
  switch (entry.type) {
    case 'file': {
      const { body, size, lang } = entry;
      const flags = ROLE_FLAGS[entry.role];
      return { mode, size, flags, body, ...REGULAR, lang, digest: () => sha256Of(body) };
    }
    case 'dir':
      return { mode, size: 0, flags: 0, ...REGULAR };
    case 'symlink': {
      const body = utf8(entry.target);
      const linkTo = entry.target;
      return { mode: 0o120777, size: body.length, flags: 0, body, ...REGULAR, linkTo };
    }
    case 'ghost':
      return { mode, size: 0, flags: FLAG.ghost, ...REGULAR, ...UNKNOWN };
  }
}

function sha256Of({ name, digests: { sha256 } }: Source): string {
  if (sha256 === undefined) throw new TypeError(`${name} was read without its SHA-256`);
  return sha256;
}

function sortedByPath<T extends { readonly path: string }>(entries: readonly T[]): T[] {
  return [...entries].sort((a, b) => compareUtf8(a.path, b.path));
}
