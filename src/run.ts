// One run of the pipeline, from the first byte that is read to the names that files get, for whatever
// makes packages.
import type { CacheOptions } from './cache/index.ts';
import { openCache } from './caching.ts';
import type { Warning } from './errors.ts';
import type { Extensions } from './extensions/index.ts';
import { Store } from './ingest/store.ts';
import type { Input } from './model/entry.ts';
import type { Source } from './model/segment.ts';
import { OutputSet, type Written } from './output/index.ts';
import {
  type Assembled,
  type Extra,
  type Making,
  makeAll,
  type Planned,
  readInputs,
  signersOf,
} from './pipeline.ts';
import { type Progress, ProgressMeter } from './progress.ts';
import type { SigningOptions } from './sign/index.ts';

/** How packages are made, whatever becomes of them. */
export interface RunOptions {
  /** Stops it; nothing is left behind. */
  readonly signal?: AbortSignal;
  /** Bytes to hold in memory, from 0 on, before spooling to a temporary file; 64 MiB by default. */
  readonly memory?: number;
  /** Chunks compressed at a time, from 1 on; the number of cores by default. */
  readonly parallelism?: number;
  /** Keeps what was compressed for the next run; nothing is kept by default. */
  readonly cache?: CacheOptions | undefined;
  /**
   * Judges packages by their plan, and again before they have their names. Errors of lint end the
   * run, with `strict` its warnings as well.
   */
  readonly lint?: 'errors' | 'strict' | undefined;
  readonly onProgress?: (progress: Progress) => void;
}

/** Where a run takes place, and what the configuration says of it. */
export interface RunSettings extends Omit<SigningOptions, 'signal'> {
  readonly extensions: Extensions;
  /** Whether the SHA-256 of what was written is told. */
  readonly checksums: boolean;
}

/**
 * Looks at keys, and with lint at the packages. Nothing of them is built yet.
 * @throws JacoPkgError with what is wrong with each key, or with the packages
 */
export async function openRun<P extends Planned>(
  packages: readonly P[],
  options: RunOptions,
  { signers, env, cwd, extensions, checksums }: RunSettings,
): Promise<Run<P>> {
  const signerOf = await signersOf(packages, { signers, env, cwd, signal: options.signal });
  const gate = await lintGate(options, extensions);
  await gate?.planned(packages);
  const cache = await openCache(options.cache, { env, cwd });
  return new Run(packages, options, { signerOf, gate, cache, checksums });
}

interface Equipment {
  readonly signerOf: Awaited<ReturnType<typeof signersOf>>;
  readonly gate: Awaited<ReturnType<typeof lintGate>>;
  readonly cache: Awaited<ReturnType<typeof openCache>>;
  readonly checksums: boolean;
}

/** To be closed when it is over, however it ended. */
class Run<P extends Planned> {
  /** Everything that is written; none of it has its name before {@link commit}. */
  readonly output: OutputSet;
  readonly #packages: readonly P[];
  readonly #equipment: Equipment;
  readonly #store: Store;
  readonly #progress: ProgressMeter;
  #making: readonly Making<P, unknown>[] = [];

  constructor(packages: readonly P[], options: RunOptions, equipment: Equipment) {
    this.#packages = packages;
    this.#equipment = equipment;
    this.#store = new Store({ ...options, cache: equipment.cache });
    this.output = new OutputSet(options.signal, (size) =>
      equipment.checksums ? this.#store.hasher('sha256', size) : undefined,
    );
    this.#progress = new ProgressMeter(packages, options.onProgress);
  }

  /** Reads every input of the packages once. */
  read(extra?: Extra): Promise<ReadonlyMap<Input, Source>> {
    return readInputs(this.#packages, this.#store, (bytes) => this.#progress.read(bytes), extra);
  }

  /**
   * Makes the packages side by side, and tells of each in their order.
   * @param pathOf where a package will be
   * @param write puts it into {@link output}
   */
  async *make<T>(
    sources: ReadonlyMap<Input, Source>,
    pathOf: (planned: P) => string,
    write: (planned: P, assembled: Assembled) => Promise<T>,
  ): AsyncGenerator<readonly [planned: P, made: T]> {
    const { signerOf, gate } = this.#equipment;
    const making = makeAll(this.#packages, { sources, store: this.#store, signerOf }, write);
    this.#making = making;
    for (const { planned, made } of making) {
      const result = await made;
      const path = pathOf(planned);
      await gate?.built(this.output.temporaryOf(path), path);
      this.#progress.wrote();
      yield [planned, result];
    }
  }

  /** Gives everything its name. Nothing can be made any more: threads end meanwhile. */
  async commit(): Promise<readonly Written[]> {
    const [written] = await Promise.all([this.output.commit(), this.#store.close()]);
    return written;
  }

  /** What there is to say at the end. */
  warnings(): Warning[] {
    const { gate, cache } = this.#equipment;
    return [...(gate?.warnings() ?? []), ...(cache?.warnings() ?? [])];
  }

  /** Ends what still runs, and removes what has no name yet. */
  async close(): Promise<void> {
    await this.#store.close();
    await Promise.allSettled(this.#making.map(({ made }) => made));
    await this.output.discard();
    await this.#equipment.cache?.close();
  }
}

/** Whoever judges packages on the way; loaded only when asked for, since it reads packages. */
async function lintGate({ lint, signal }: RunOptions, extensions: Extensions) {
  if (!lint) return undefined;
  const { openGate } = await import('./lint/index.ts');
  return openGate(lint, extensions, signal);
}
