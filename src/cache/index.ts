import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { Splicer } from '../codec/index.ts';
import type { Warning } from '../errors.ts';
import { CacheFolder } from './folder.ts';
import { cachedSplicer } from './splicer.ts';
import type { Unusable } from './trust.ts';

/** Keeps what was compressed, for builds to come. It has no influence on the packages. */
export interface CacheOptions {
  /** Made when it is not there; by default `jaco-pkg` in the user's folder for caches. */
  readonly folder?: string;
  /** Bytes it may have after a build, 1 GiB by default. What was not used for longest goes first. */
  readonly size?: number;
}

const DEFAULT_SIZE = 2 ** 30;

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** A cache in use by one build. */
export class Cache {
  readonly #path: string;
  readonly #folder: CacheFolder;
  #problem: Unusable | undefined;

  constructor({ folder, size = DEFAULT_SIZE }: CacheOptions, { env, cwd }: Surroundings) {
    this.#path = folder === undefined ? defaultFolder(env) : resolve(cwd, folder);
    this.#folder = new CacheFolder(this.#path, size);
  }

  async open(): Promise<void> {
    this.#problem = await this.#folder.open();
  }

  /** The same compressor, which asks the cache first. */
  over(splicer: Splicer, codec: string): Splicer {
    return this.#problem === undefined ? cachedSplicer(splicer, codec, this.#folder) : splicer;
  }

  /** What was wrong with it, which harmed nothing but the time it took. */
  warnings(): Warning[] {
    const problem = this.#problem ?? this.#folder.problem;
    if (problem === undefined) return [];
    const { why, hint = 'name another folder, or do without' } = problem;
    const message = `the cache ${this.#path} cannot be used: ${why}`;
    return [{ code: 'cache_unusable', message, hint }];
  }

  close(): Promise<void> {
    return this.#folder.close();
  }
}

/** By the XDG Base Directory Specification. */
function defaultFolder(env: Surroundings['env']): string {
  const { XDG_CACHE_HOME = '', HOME } = env;
  const caches = isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(HOME || homedir(), '.cache');
  return join(caches, 'jaco-pkg');
}
