import {
  codecKey,
  crc32,
  type Fragment,
  type FragmentContext,
  FragmentWriter,
  type Splicer,
} from '../codec/index.ts';
import type { Codec } from '../model/codec.ts';
import { type Input, sizeOfInput } from '../model/entry.ts';
import {
  composite,
  type DigestName,
  inMemory,
  SCRATCH_SIZE,
  type Stored,
} from '../model/segment.ts';
import type { Feed } from './feed.ts';
import type { Follower } from './follower.ts';
import { Hashes } from './hashes.ts';
import type { LargeSource } from './large.ts';
import { type DiskInput, readAgain, readChunks, roomIn } from './read.ts';
import type { Spool } from './spool.ts';

/** What to learn about the inputs while they are read. */
export interface Needs {
  readonly digests: readonly DigestName[];
  /** Compressors that large files get fragments for, each once. */
  readonly codecs: readonly Codec[];
  /** Whether their bytes are asked for again, and not only compressed. */
  readonly again?: boolean;
  /** Those that are copied besides. */
  readonly copied?: readonly Input[];
  /** Whether each file is asked for once, in one layout. */
  readonly once?: boolean;
}

interface IngestContext {
  readonly spool: Spool;
  readonly feed: Feed;
  readonly signal: AbortSignal | undefined;
  /** Digests that are made of whole layouts meanwhile. */
  readonly followers: readonly Follower[];
  /** Undefined for a codec whose output cannot be spliced. */
  splicerOf(codec: Codec): Splicer | undefined;
  contextOf(splicer: Splicer): FragmentContext;
}

/** By codec key. They are still being made while other files are read and packages laid out. */
type FragmentsByCodec = ReadonlyMap<string, Promise<readonly Fragment[]>>;

/** Reads one input once: digests, fragments for each codec, and a way to its bytes. */
export async function ingestInput(
  input: Input,
  source: LargeSource,
  needs: Needs,
  context: IngestContext,
): Promise<FragmentsByCodec> {
  const writers = startWriters(sizeOfInput(input), needs.codecs, context);
  const hashes = new Hashes(needs.digests);
  const again =
    needs.again ||
    writers.size < needs.codecs.length ||
    context.followers.some((follower) => follower.wantsAgain(source));
  const following = context.followers.filter((follower) => follower.isAt(source));
  const reading: Reading = { writers: [...writers.values()], hashes, following, again };
  const stored =
    input.kind === 'disk'
      ? await readFile(input, reading, context)
      : takeBytes(input.bytes, reading, context);
  const fragments = new Map<string, Promise<readonly Fragment[]>>();
  for (const [key, writer] of writers) {
    const cut = context.feed.run(() => writer.cut());
    const made = cut.then(() => writer.finish());
    // Told to whoever encodes them; until then it must not count as unhandled.
    made.catch(() => {});
    fragments.set(key, made);
    if (!stored.kept) await cut;
  }
  for (const follower of following) follower.end(source);
  source.fill(stored, hashes.digests());
  return fragments;
}

interface Reading {
  readonly writers: readonly FragmentWriter[];
  readonly hashes: Hashes;
  readonly following: readonly Follower[];
  /** Whether the bytes are asked for again. */
  readonly again: boolean;
}

function takeBytes(bytes: Uint8Array, reading: Reading, { feed }: IngestContext) {
  feed.hand(bytes, reading.writers);
  digestWith(reading, bytes);
  return { ...inMemory(bytes), kept: true };
}

/**
 * A file whose bytes are asked for again is kept in memory if it fits: reading and digesting it then
 * need not wait for the compressors. Otherwise, with a single writer, the file is read straight into
 * that writer's chunk.
 */
async function readFile(
  input: DiskInput,
  reading: Reading,
  { spool, feed, signal }: IngestContext,
) {
  const { size } = input;
  const { writers, again } = reading;
  const kept = again && size <= spool.free;
  const only = !kept && writers.length === 1 ? writers[0] : undefined;
  const elsewhere = roomIn(kept || only ? undefined : new Uint8Array(SCRATCH_SIZE));
  const room = only ? (most: number) => only.room(most) : elsewhere;
  const parts: Stored[] = [];
  let check = 0;
  for await (const chunk of readChunks(input, room)) {
    signal?.throwIfAborted();
    // The writer of a chunk may give it away.
    const fed = only ? undefined : feed.hand(chunk, writers);
    digestWith(reading, chunk);
    if (again && !kept) check = crc32(chunk, check);
    if (kept) parts.push(await spool.keep(chunk));
    else await (only ? feed.run(() => only.take(chunk.length)) : fed);
  }
  if (kept) return { ...composite(parts), kept };
  const chunks = (scratch?: Uint8Array) =>
    again ? readAgain(input, check, scratch) : readChunks(input, roomIn(scratch));
  return { size, chunks, kept };
}

function digestWith({ hashes, following }: Reading, bytes: Uint8Array): void {
  hashes.update(bytes);
  for (const follower of following) follower.update(bytes);
}

/** One for each compressor that wants this file in fragments of its own. */
function startWriters(
  size: number,
  codecs: readonly Codec[],
  context: IngestContext,
): Map<string, FragmentWriter> {
  const writers = new Map<string, FragmentWriter>();
  for (const codec of codecs) {
    const splicer = context.splicerOf(codec);
    if (!splicer || size < splicer.ownFragmentsFrom) continue;
    writers.set(codecKey(codec), new FragmentWriter(splicer, context.contextOf(splicer)));
  }
  return writers;
}
