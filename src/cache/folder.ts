import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { reasonOf } from '../errors.ts';
import { makeFolders } from '../folders.ts';
import { type Entry, packEntry, unpackEntry } from './entry.ts';
import { removeOldest } from './removal.ts';
import { type Unusable, whyNotTrusted } from './trust.ts';

/** Says to backups and people what the folder is for (bford.info/cachedir). */
const TAG = `Signature: 8a477f597d28d172789f06886806bc55
# Compressed pieces of files, kept by jaco-pkg. All of it is safe to delete.
`;

/**
 * Entries in a folder that several processes may use at once, and anybody may delete at any time.
 * An entry appears complete, under its final name. It is not waited for to be on disk: what a
 * crash leaves of it is recognised by its digest, as other damage is.
 */
export class CacheFolder {
  readonly #path: string;
  readonly #limit: number;
  #written = false;
  #problem: Unusable | undefined;

  /** @param limit bytes that entries may take together once the folder is closed */
  constructor(path: string, limit: number) {
    this.#path = path;
    this.#limit = limit;
  }

  /** Makes the folder if it is not there; says why it cannot be used, if so. */
  async open(): Promise<Unusable | undefined> {
    try {
      await makeFolders(this.#path, 0o700);
      const distrusted = await whyNotTrusted(this.#path);
      if (distrusted) return distrusted;
      await writeFile(join(this.#path, 'CACHEDIR.TAG'), TAG, { flag: 'wx' }).catch(() => {});
      return undefined;
    } catch (error) {
      return { why: reasonOf(error) };
    }
  }

  /** Why entries could not be kept, if so. */
  get problem(): Unusable | undefined {
    return this.#problem;
  }

  /** Undefined also for an entry that is damaged. */
  async get(key: string): Promise<Entry | undefined> {
    const path = this.#pathOf(key);
    const packed = await readFile(path).catch(() => undefined);
    const entry = packed && unpackEntry(key, packed);
    // Fails where the folder may only be read.
    if (entry) await utimes(path, new Date(), new Date()).catch(() => {});
    return entry;
  }

  /** Keeps an entry, as long as that is possible. */
  async put(key: string, entry: Entry): Promise<void> {
    if (this.#problem !== undefined) return;
    const path = this.#pathOf(key);
    const temporary = `${path}.${randomUUID()}`;
    try {
      await makeFolders(dirname(path), 0o700);
      await writeFile(temporary, packEntry(key, entry), { flag: 'wx', mode: 0o600 });
      await rename(temporary, path);
      this.#written = true;
    } catch (error) {
      this.#problem ??= { why: reasonOf(error) };
      await rm(temporary, { force: true }).catch(() => {});
    }
  }

  /** Makes room, if anything was added. */
  async close(): Promise<void> {
    if (this.#written) await removeOldest(this.#path, this.#limit);
  }

  #pathOf(key: string): string {
    return join(this.#path, key.slice(0, 2), key);
  }
}
