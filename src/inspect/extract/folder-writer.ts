import { constants } from 'node:fs';
import {
  chmod,
  chown,
  type FileHandle,
  lchown,
  link,
  lstat,
  lutimes,
  mkdir,
  open,
  rmdir,
  symlink,
  unlink,
  utimes,
} from 'node:fs/promises';
import { resolve } from 'node:path';
import { JacoPkgError, reasonOf, systemCode } from '../../errors.ts';
import type { PackageEntry } from '../model.ts';
import { shown } from '../paths.ts';
import type { Sink, Taker } from '../walk.ts';
import { appear, type Folder, makeFolder } from './folder.ts';
import { type Owners, readOwners } from './owners.ts';

/** Bits that everyone may set on a file of their own, without giving away rights. */
const PLAIN_BITS = 0o777;
const ALL_BITS = 0o7777;

/**
 * Writes entries below a folder. Every folder on the way is looked at without following links,
 * and files are only ever created, so nothing outside is reached, whatever the entries are.
 */
export class FolderWriter implements Sink {
  readonly written: string[] = [];
  readonly #folder: Folder;
  /** Where entries go. */
  readonly #root: Buffer;
  readonly #owners: Owners | undefined;
  /** Folders that are known to be folders; those made here are true. */
  readonly #folders = new Map<string, boolean>();
  /** Files made here: where they are, by path in the package. */
  readonly #files = new Map<string, Buffer>();
  /** What was made, in order. */
  readonly #made: { readonly path: Buffer; readonly isFolder: boolean }[] = [];
  /** Folders get their modes and times last: a file put in them would change those. */
  readonly #pending: { readonly path: Buffer; readonly entry: PackageEntry }[] = [];

  private constructor(folder: Folder, owners: Owners | undefined) {
    this.#root = Buffer.from(folder.staged ?? folder.path);
    this.#folder = folder;
    this.#owners = owners;
    for (const path of folder.made) this.#note(Buffer.from(path), true);
  }

  static async open(folder: string, withOwners: boolean): Promise<FolderWriter> {
    const made = await makeFolder(resolve(folder)).catch((cause) => {
      throw unwritable(folder, cause);
    });
    return new FolderWriter(made, withOwners ? await readOwners() : undefined);
  }

  async open(entry: PackageEntry): Promise<Taker | undefined> {
    if (entry.unsafe !== undefined) throw conflict('path_unsafe', entry.path, entry.unsafe);
    if (entry.type === 'ghost' || entry.path === '/') return undefined;
    const path = this.#onDisk(entry);
    await this.#makeParents(path);
    try {
      return await this.#write(entry, path);
    } catch (cause) {
      if (systemCode(cause) === 'EEXIST') {
        throw conflict('target_conflict', path.toString(), 'there is something of this name');
      }
      throw cause instanceof JacoPkgError ? cause : this.#unwritable(path, cause);
    }
  }

  async #write(entry: PackageEntry, path: Buffer): Promise<Taker | undefined> {
    switch (entry.type) {
      case 'file':
        return this.#writeFile(entry, path);
      case 'dir':
        await this.#makeFolder(path);
        // One that was there before stays as it is.
        if (this.#folders.get(path.toString('latin1'))) this.#pending.push({ path, entry });
        break;
      case 'symlink':
        await symlink(Buffer.from(entry.targetBytes ?? Buffer.from(entry.target)), path);
        this.#note(path, false);
        if (this.#owners) await lchown(path, ...this.#owners.of(entry));
        await lutimes(path, entry.mtime, entry.mtime);
        break;
      case 'hardlink': {
        const target = this.#files.get(entry.target);
        if (!target) throw conflict('path_unsafe', entry.path, 'it links to no file made here');
        await link(target, path);
        this.#note(path, false);
        this.#files.set(entry.path, path);
        break;
      }
      default:
        return undefined;
    }
    this.written.push(entry.path);
    return undefined;
  }

  async #writeFile(entry: PackageEntry, path: Buffer): Promise<Taker> {
    const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW } = constants;
    // Nobody else may read it before it has its own mode.
    const file = await open(path, O_CREAT | O_EXCL | O_WRONLY | (O_NOFOLLOW ?? 0), 0o600);
    this.#note(path, false);
    return {
      write: async (bytes) => {
        await writeAll(file, bytes).catch((cause) => {
          throw this.#unwritable(path, cause);
        });
      },
      abort: () => file.close(),
      close: async () => {
        try {
          if (this.#owners) await file.chown(...this.#owners.of(entry));
          await file.chmod(entry.mode & this.#bits);
          await file.utimes(entry.mtime, entry.mtime);
        } catch (cause) {
          throw this.#unwritable(path, cause);
        } finally {
          await file.close();
        }
        this.#files.set(entry.path, path);
        this.written.push(entry.path);
      },
    };
  }

  get #bits(): number {
    return this.#owners ? ALL_BITS : PLAIN_BITS;
  }

  /** Modes, owners and times of folders, the deepest first. */
  async finish(): Promise<void> {
    const deepestFirst = this.#pending.sort((a, b) => b.path.length - a.path.length);
    for (const { path, entry } of deepestFirst) {
      try {
        if (this.#owners) await chown(path, ...this.#owners.of(entry));
        await chmod(path, entry.mode & this.#bits);
        await utimes(path, entry.mtime, entry.mtime);
      } catch (cause) {
        throw this.#unwritable(path, cause);
      }
    }
    await appear(this.#folder).catch((cause) => {
      throw unwritable(this.#folder.path, cause);
    });
  }

  /** Removes what was made, the last first. */
  async undo(): Promise<void> {
    for (const { path, isFolder } of this.#made.reverse()) {
      await (isFolder ? rmdir(path) : unlink(path)).catch(() => {});
    }
  }

  /** The error by the name that a file was to have in the end. */
  #unwritable(path: Buffer, cause: unknown): JacoPkgError {
    const below = path.subarray(this.#root.length).toString();
    return unwritable(this.#folder.path + below, cause);
  }

  async #makeParents(path: Buffer): Promise<void> {
    const start = this.#root.length + 1;
    for (let at = path.indexOf(0x2f, start); at > 0; at = path.indexOf(0x2f, at + 1)) {
      await this.#makeFolder(path.subarray(0, at));
    }
  }

  /** A folder that is there may stay; a link to one may not be taken for it. */
  async #makeFolder(path: Buffer): Promise<void> {
    const key = path.toString('latin1');
    if (this.#folders.has(key)) return;
    try {
      await mkdir(path, 0o755);
      this.#note(path, true);
      this.#folders.set(key, true);
    } catch (cause) {
      if (systemCode(cause) !== 'EEXIST') throw this.#unwritable(path, cause);
      if (!(await lstat(path)).isDirectory()) {
        throw conflict('target_conflict', path.toString(), 'there is something that is no folder');
      }
      this.#folders.set(key, false);
    }
  }

  #note(path: Buffer, isFolder: boolean): void {
    this.#made.push({ path, isFolder });
  }

  #onDisk({ path, pathBytes }: Pick<PackageEntry, 'path' | 'pathBytes'>): Buffer {
    const below = pathBytes ?? Buffer.from(path.slice(1));
    return Buffer.concat([this.#root, Buffer.from('/'), below]);
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
    done += bytesWritten;
  }
}

function unwritable(path: string, cause: unknown): JacoPkgError {
  const message = `cannot be written: ${reasonOf(cause)}`;
  return new JacoPkgError({ code: 'target_unwritable', message, place: { file: path } }, { cause });
}

function conflict(
  code: 'path_unsafe' | 'target_conflict',
  path: string,
  why: string,
): JacoPkgError {
  return new JacoPkgError({ code, message: `${shown(path)} cannot be extracted: ${why}` });
}
