import { createHash, type Hash } from 'node:crypto';
import { codecKey, type Fragment, FragmentWriter, splicerFor } from '../codec/index.ts';
import type { Codec } from '../model/codec.ts';
import type { Input } from '../model/entry.ts';
import {
  composite,
  type DigestName,
  type Digests,
  type Source,
  type Stored,
} from '../model/segment.ts';
import { readChunks, readWhole } from './read.ts';
import type { Spool } from './spool.ts';

/**
 * A file below this size is compressed together with its neighbours: on its own it would cost
 * a sync flush and a window it cannot share.
 */
const OWN_FRAGMENTS = 64 * 1024;

/** What to learn about the inputs while they are read. */
export interface Needs {
  readonly digests: readonly DigestName[];
  /** Compressors that large files get fragments for. */
  readonly codecs: readonly Codec[];
}

interface IngestContext {
  readonly spool: Spool;
  readonly signal: AbortSignal | undefined;
  inTurn<T>(task: () => Promise<T>): Promise<T>;
}

interface Ingested {
  readonly source: Source;
  /** By codec key; none for a small file. */
  readonly fragments: ReadonlyMap<string, readonly Fragment[]>;
}

/** Reads one input once: digests, fragments for each codec, and a way to its bytes. */
export async function ingestInput(
  input: Input,
  needs: Needs,
  context: IngestContext,
): Promise<Ingested> {
  const size = input.kind === 'disk' ? input.size : input.bytes.length;
  return size < OWN_FRAGMENTS
    ? ingestSmall(input, needs, context)
    : ingestLarge(input, size, needs, context);
}

async function ingestSmall(input: Input, needs: Needs, context: IngestContext): Promise<Ingested> {
  const bytes = input.kind === 'disk' ? readWhole(input) : input.bytes;
  const hashes = startHashes(needs.digests);
  update(hashes, bytes);
  const kept = await context.spool.keep(bytes);
  return { source: source(input, kept, hashes), fragments: new Map() };
}

async function ingestLarge(
  input: Input,
  size: number,
  needs: Needs,
  context: IngestContext,
): Promise<Ingested> {
  const hashes = startHashes(needs.digests);
  const writers = startWriters(needs, context);
  // A file that fits is kept, for layouts that want it uncompressed; another is its own store.
  const keep = input.kind === 'disk' && size <= context.spool.free / 2;
  const parts: Stored[] = [];
  for await (const chunk of chunksOfInput(input)) {
    context.signal?.throwIfAborted();
    const started = [...writers.values()].map((writer) => writer.write(chunk));
    update(hashes, chunk);
    if (keep) parts.push(await context.spool.keep(chunk));
    await Promise.all(started);
  }
  const fragments = new Map<string, readonly Fragment[]>();
  for (const [key, writer] of writers) fragments.set(key, await writer.finish());
  const bytes = keep ? composite(parts) : { size, chunks: () => chunksOfInput(input) };
  return { source: source(input, bytes, hashes), fragments };
}

function startWriters(needs: Needs, context: IngestContext): Map<string, FragmentWriter> {
  const writers = new Map<string, FragmentWriter>();
  for (const codec of needs.codecs) {
    const splicer = splicerFor(codec);
    if (!splicer) continue;
    const writer = new FragmentWriter(splicer, {
      keep: (bytes) => context.spool.keep(bytes),
      inTurn: context.inTurn,
    });
    writers.set(codecKey(codec), writer);
  }
  return writers;
}

async function* chunksOfInput(input: Input): AsyncGenerator<Uint8Array> {
  if (input.kind === 'disk') yield* readChunks(input);
  else yield input.bytes;
}

type Hashes = readonly (readonly [DigestName, Hash])[];

function startHashes(names: readonly DigestName[]): Hashes {
  return names.map((name) => [name, createHash(name)] as const);
}

function update(hashes: Hashes, bytes: Uint8Array): void {
  for (const [, hash] of hashes) hash.update(bytes);
}

function source(input: Input, bytes: Stored, hashes: Hashes): Source {
  const digests: Digests = Object.fromEntries(
    hashes.map(([name, hash]) => [name, hash.digest('hex')]),
  );
  return { name: input.name, digests, size: bytes.size, chunks: () => bytes.chunks() };
}
