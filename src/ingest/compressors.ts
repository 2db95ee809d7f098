import { availableParallelism, totalmem } from 'node:os';
import {
  blockSplicer,
  type Compressor,
  codecKey,
  compressorFor,
  Engines,
  type OwnBytes,
  type Splicer,
} from '../codec/index.ts';
import type { Codec } from '../model/codec.ts';
import type { Hasher } from '../model/hasher.ts';
import type { DigestName } from '../model/segment.ts';
import { Limiter } from './limiter.ts';

/** Below this, how much memory a chunk takes is of no importance. */
const LIGHT = 16 * 1024 * 1024;
/** Below this, for each chunk that is being compressed another can be held ready. */
const LIGHTEST = 4 * 1024 * 1024;

/** Knows what earlier runs have compressed. */
export interface FragmentCache {
  /** The same compressor, which looks there first. */
  over(splicer: Splicer, codecKey: string): Splicer;
}

/** The compressors of a run, and how many chunks each works on at a time. */
export class Compressors {
  readonly #parallelism: number;
  readonly #cache: FragmentCache | undefined;
  readonly #engines: Engines;
  readonly #byKey = new Map<string, Compressor | undefined>();
  readonly #lightest: Limiter;
  readonly #light: Limiter;
  readonly #heavy = new Map<Splicer, Limiter>();
  readonly #spares = new WeakMap<Splicer, OwnBytes[]>();
  #stopped: { readonly reason: unknown } | undefined;

  /** @param parallelism chunks compressed at a time; the number of cores by default */
  constructor(parallelism = availableParallelism(), cache?: FragmentCache) {
    this.#parallelism = parallelism;
    this.#cache = cache;
    this.#engines = new Engines(parallelism);
    const threads = Math.min(parallelism, threadPoolSize());
    this.#lightest = new Limiter(2 * threads);
    // One more is under way while what the last one made is being put away.
    this.#light = new Limiter(threads + 1);
  }

  /** Undefined for `none`. */
  of(codec: Codec): Compressor | undefined {
    const key = codecKey(codec);
    if (!this.#byKey.has(key)) this.#byKey.set(key, this.#make(codec, key));
    return this.#byKey.get(key);
  }

  #make(codec: Codec, key: string): Compressor | undefined {
    const compressor = compressorFor(codec, this.#engines);
    const cached = compressor?.kind === 'splicer' && this.#cache?.over(compressor, key);
    return cached || compressor;
  }

  /** Undefined for a codec whose output cannot be spliced. */
  splicerOf(codec: Codec): Splicer | undefined {
    const compressor = this.of(codec);
    return compressor?.kind === 'splicer' ? compressor : undefined;
  }

  /** For blocks that know nothing of each other. */
  blockSplicer(level: number): Splicer {
    return blockSplicer(level, this.#engines);
  }

  /** Digests in a thread that compresses nothing now; undefined where there is none. */
  hasher(algorithm: DigestName): Hasher | undefined {
    return this.#engines.hasher(algorithm);
  }

  /** Runs a task of a splicer when its turn has come. */
  inTurn<T>(splicer: Splicer, task: () => Promise<T>): Promise<T> {
    return this.#limiterOf(splicer).run(task);
  }

  /** Buffers of a splicer's chunks that can be used again. */
  sparesOf(splicer: Splicer): OwnBytes[] {
    const spares = this.#spares.get(splicer) ?? [];
    this.#spares.set(splicer, spares);
    return spares;
  }

  /** Fails every task with this reason, at once. */
  stop(reason: unknown): void {
    this.#stopped ??= { reason };
    for (const limiter of [this.#lightest, this.#light, ...this.#heavy.values()])
      limiter.stop(reason);
  }

  async close(): Promise<void> {
    this.stop(new RangeError('the compressors have been stopped'));
    await this.#engines.close();
  }

  #limiterOf(splicer: Splicer): Limiter {
    if (splicer.memory < LIGHTEST) return this.#lightest;
    if (splicer.memory < LIGHT) return this.#light;
    const known = this.#heavy.get(splicer);
    if (known) return known;
    const affordable = Math.floor(memoryToUse() / splicer.memory);
    const limiter = new Limiter(Math.max(1, Math.min(this.#parallelism, affordable)));
    if (this.#stopped) limiter.stop(this.#stopped.reason);
    this.#heavy.set(splicer, limiter);
    return limiter;
  }
}

/** Threads that Node's own compressors have. */
function threadPoolSize(): number {
  return Number(process.env['UV_THREADPOOL_SIZE']) || 4;
}

/** A quarter of what there is, or of what this process is confined to. */
function memoryToUse(): number {
  const confined = process.constrainedMemory();
  return (confined > 0 ? Math.min(confined, totalmem()) : totalmem()) / 4;
}
