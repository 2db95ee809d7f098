import {
  codecKey,
  encode,
  type Fragment,
  type FragmentContext,
  type Splicer,
} from '../codec/index.ts';
import { type ErrorProblem, throwIfAny } from '../errors.ts';
import { localHasher } from '../hashing.ts';
import type { Blocks } from '../model/blocks.ts';
import type { Codec } from '../model/codec.ts';
import { type Input, sizeOfInput } from '../model/entry.ts';
import type { Kit } from '../model/format.ts';
import type { Hasher } from '../model/hasher.ts';
import {
  bytesAtHand,
  chunksOf,
  composite,
  type DigestName,
  inMemory,
  SCRATCH_SIZE,
  type Segment,
  type Source,
  type Stored,
  sizeOf,
} from '../model/segment.ts';
import { cutBlocks } from './blocks.ts';
import { Compressors, type FragmentCache } from './compressors.ts';
import { Feed } from './feed.ts';
import { Follower } from './follower.ts';
import { ingestInput, type Needs } from './ingest.ts';
import { LargeSource } from './large.ts';
import { SMALL, SmallFiles } from './small.ts';
import { Spool } from './spool.ts';

/** Bytes held in memory; with Node itself and what is in flight, some 200 MB resident. */
const DEFAULT_MEMORY = 64 * 1024 * 1024;

/** How much of it is for inputs; the rest is for what compressors make of them. */
const INPUT_SHARE = 2 / 3;

/** Of inputs that are so many times what may be held in memory, holding a part makes no difference. */
const MUCH_LARGER = 4;

/** Bytes that are digested without letting others do what they can: hand on the next chunk, say. */
const PASS = 512 * 1024;

/** Bytes from which on a digest takes long enough to be made in a thread. */
const LONG = 2 * 1024 * 1024;

export interface StoreOptions {
  /** Bytes of inputs and fragments to hold in memory, from 0 on; the rest goes to a temporary file. */
  readonly memory?: number;
  /** Chunks compressed at a time, from 1 on; the number of cores by default. Does not affect the bytes. */
  readonly parallelism?: number;
  readonly cache?: FragmentCache | undefined;
  readonly signal?: AbortSignal;
}

/** @throws JacoPkgError `usage` for numbers that nothing could be done with */
export function assertStoreOptions(options: Omit<StoreOptions, 'cache'>): void {
  const { memory = DEFAULT_MEMORY, parallelism = 1 } = options;
  const problems: ErrorProblem[] = [];
  if (!(memory >= 0)) {
    problems.push({
      code: 'usage',
      message: `memory is ${memory}`,
      hint: 'it is bytes, from 0 on',
    });
  }
  if (!Number.isInteger(parallelism) || parallelism < 1) {
    const hint = 'it is a whole number, from 1 on';
    problems.push({ code: 'usage', message: `parallelism is ${parallelism}`, hint });
  }
  throwIfAny(problems);
}

/** Reads inputs once, remembers their fragments, and encodes layouts that refer to them. */
export class Store implements Kit {
  readonly #memory: number;
  readonly #inputs: Spool;
  readonly #packed: Spool;
  readonly #compressors: Compressors;
  readonly #feed = new Feed();
  readonly #signal: AbortSignal | undefined;
  /**
   * Whether a long digest is being made in this thread. Only `digest()` of its hasher resets it: one
   * that is abandoned, which happens only when the build fails, keeps the later ones in threads.
   */
  #busyHashing = false;
  readonly #onAbort = () => this.#compressors.stop(this.#signal?.reason);
  #closed = false;
  /** Digests that were begun while files were read. */
  #followers: Follower[] = [];
  /** By codec key. */
  readonly #fragments = new Map<string, WeakMap<Stored, Promise<readonly Fragment[]>>>();

  constructor(options: StoreOptions = {}) {
    const { memory = DEFAULT_MEMORY } = options;
    this.#memory = memory;
    this.#inputs = new Spool(memory * INPUT_SHARE);
    this.#packed = new Spool(memory * (1 - INPUT_SHARE));
    this.#compressors = new Compressors(options.parallelism, options.cache);
    this.#signal = options.signal;
    this.#signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /**
   * Reads every large input, each file on disk once however many inputs name it; what of them stays
   * in memory may still be being compressed afterwards. Small ones are read once too, but not before
   * they are asked for.
   * @param onRead told the number of bytes after each input
   * @param digested layouts whose SHA-256 is asked for later: where there are large files, it is made
   * while those are read
   */
  async ingest(
    inputs: readonly Input[],
    needs: Needs,
    onRead: (bytes: number) => void = () => {},
    digested: (sources: ReadonlyMap<Input, Source>) => readonly (readonly Segment[])[] = () => [],
  ): Promise<Map<Input, Source>> {
    const byIdentity = new Map<unknown, Source>();
    const sources = new Map<Input, Source>();
    const large: (readonly [Input, LargeSource])[] = [];
    if (totalOf(inputs) > MUCH_LARGER * this.#memory) this.#packed.spare();
    // What cannot be spliced is gathered from several files before it is compressed.
    const once =
      needs.once === true && needs.codecs.every((codec) => this.#compressors.splicerOf(codec));
    const small = new SmallFiles(this.#inputs, needs.digests, onRead, once);
    const smallBelow = this.#ownFragmentsFrom(needs.codecs);
    for (const input of inputs) {
      const known = byIdentity.get(identityOf(input));
      const isSmall = sizeOfInput(input) < smallBelow;
      const source = known ?? (isSmall ? small.source(input) : new LargeSource(input));
      if (!known && source instanceof LargeSource) large.push([input, source]);
      byIdentity.set(identityOf(input), source);
      sources.set(input, source);
    }
    if (large.length > 0) {
      this.#followers = digested(sources).map((layout) => new Follower('sha256', layout));
    }
    const copied = new Set(needs.copied?.map(identityOf));
    for (const [input, source] of large) {
      this.#signal?.throwIfAborted();
      const again = needs.again || copied.has(identityOf(input));
      await this.#ingestOne(input, source, { ...needs, again });
      onRead(source.size);
    }
    return sources;
  }

  async encode(segments: Iterable<Segment>, codec: Codec): Promise<Stored> {
    this.#assertOpen();
    const compressor = this.#compressors.of(codec);
    if (!compressor) return composite([...segments]);
    if (compressor.kind === 'stream') return this.#keepAll(compressor.compress(chunksOf(segments)));
    const known = this.#fragments.get(codecKey(codec));
    const encoded = await encode(segments, compressor, {
      fragmentsOf: (stored) => known?.get(stored),
      ...this.#contextOf(compressor),
    });
    return composite(encoded);
  }

  async digest(algorithm: DigestName, segments: readonly Segment[]): Promise<Uint8Array> {
    const { hasher, rest } = this.#begin(algorithm, segments);
    let passed = 0;
    for (const segment of rest) {
      this.#assertOpen();
      const bytes = bytesAtHand(segment);
      if (!bytes) await this.#hashChunks(hasher, segment);
      else {
        const full = hasher.update(bytes);
        if (full) await full;
      }
      passed += bytes?.length ?? 0;
      if (passed < PASS) continue;
      passed = 0;
      await new Promise(setImmediate);
    }
    return hasher.digest();
  }

  /**
   * Digests so many bytes. Of the long digests that are being made at a time, the first is made in
   * this thread, and the others in threads that have nothing else to do.
   */
  hasher(algorithm: DigestName, size: number): Hasher {
    if (size < LONG) return localHasher(algorithm);
    const threaded = this.#busyHashing ? this.#compressors.hasher(algorithm) : undefined;
    if (threaded) return threaded;
    const hasher = localHasher(algorithm);
    this.#busyHashing = true;
    return {
      update: (bytes) => hasher.update(bytes),
      digest: () => {
        this.#busyHashing = false;
        return hasher.digest();
      },
    };
  }

  async blocks(body: Segment, level?: number): Promise<Blocks> {
    this.#assertOpen();
    const stored = body instanceof Uint8Array ? inMemory(body) : body;
    const splicer = level === undefined ? undefined : this.#compressors.blockSplicer(level);
    return cutBlocks(stored, splicer, (known) => this.#contextOf(known));
  }

  /** Ends whatever still runs, and gives back what was spooled. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#signal?.removeEventListener('abort', this.#onAbort);
    await this.#compressors.close();
    await this.#inputs.close();
    await this.#packed.close();
  }

  /** Whoever digests a layout, and what is still to be digested. */
  #begin(algorithm: DigestName, segments: readonly Segment[]) {
    for (const [i, follower] of this.#followers.entries()) {
      const begun = follower.restOf(algorithm, segments);
      if (!begun) continue;
      this.#followers.splice(i, 1);
      return begun;
    }
    return { hasher: this.hasher(algorithm, sizeOf(segments)), rest: segments };
  }

  /** The size from which one of the compressors wants files on their own; {@link SMALL} at most. */
  #ownFragmentsFrom(codecs: readonly Codec[]): number {
    const sizes = codecs.map((codec) => this.#compressors.splicerOf(codec)?.ownFragmentsFrom);
    return Math.min(SMALL, ...sizes.filter((size) => size !== undefined));
  }

  async #ingestOne(input: Input, source: LargeSource, needs: Needs): Promise<void> {
    const fragments = await ingestInput(input, source, needs, {
      followers: this.#followers,
      spool: this.#inputs,
      feed: this.#feed,
      splicerOf: (codec) => this.#compressors.splicerOf(codec),
      contextOf: (splicer) => this.#contextOf(splicer),
      signal: this.#signal,
    });
    for (const [key, made] of fragments) {
      const known = this.#fragments.get(key) ?? new WeakMap();
      this.#fragments.set(key, known.set(source, made));
    }
  }

  /** Whatever is still being made when a run has failed ends here. */
  #assertOpen(): void {
    this.#signal?.throwIfAborted();
    if (this.#closed) throw new RangeError('the store has been closed');
  }

  /** What a writer of fragments needs. */
  #contextOf(splicer: Splicer): FragmentContext {
    return {
      keep: (bytes) => this.#packed.keep(bytes),
      inTurn: (task) => this.#compressors.inTurn(splicer, task),
      spares: this.#compressors.sparesOf(splicer),
    };
  }

  async #hashChunks(hasher: Hasher, segment: Segment): Promise<void> {
    for await (const chunk of chunksOf([segment], new Uint8Array(SCRATCH_SIZE))) {
      this.#assertOpen();
      await hasher.update(chunk);
    }
  }

  async #keepAll(chunks: AsyncIterable<Uint8Array>): Promise<Stored> {
    const parts: Stored[] = [];
    for await (const chunk of chunks) {
      this.#assertOpen();
      if (chunk.length > 0) parts.push(await this.#packed.keep(chunk));
    }
    return composite(parts);
  }
}

function identityOf(input: Input): unknown {
  return input.kind === 'disk' ? input.identity : input.bytes;
}

function totalOf(inputs: readonly Input[]): number {
  return inputs.reduce((sum, input) => sum + sizeOfInput(input), 0);
}
