import {
  codecKey,
  crc32,
  type Fragment,
  type FragmentContext,
  FragmentWriter,
  type Splicer,
} from '../codec/index.ts';
import type { Codec } from '../model/codec.ts';
import type { Input } from '../model/entry.ts';
import {
  composite,
  type DigestName,
  inMemory,
  SCRATCH_SIZE,
  type Source,
  type Stored,
} from '../model/segment.ts';
import { Hashes } from './hashes.ts';
import { readAgain, readChunks } from './read.ts';
import type { Spool } from './spool.ts';

/** What to learn about the inputs while they are read. */
export interface Needs {
  readonly digests: readonly DigestName[];
  /** Compressors that large files get fragments for. */
  readonly codecs: readonly Codec[];
}

interface IngestContext {
  readonly spool: Spool;
  readonly signal: AbortSignal | undefined;
  /** Undefined for a codec whose output cannot be spliced. */
  splicerOf(codec: Codec): Splicer | undefined;
  contextOf(splicer: Splicer): FragmentContext;
}

interface Ingested {
  readonly source: Source;
  /** By codec key. They are still being made while the next file is read. */
  readonly fragments: ReadonlyMap<string, Promise<readonly Fragment[]>>;
}

/** Reads one input once: digests, fragments for each codec, and a way to its bytes. */
export async function ingestInput(
  input: Input,
  needs: Needs,
  context: IngestContext,
): Promise<Ingested> {
  const size = input.kind === 'disk' ? input.size : input.bytes.length;
  const writers = startWriters(size, needs.codecs, context);
  const hashes = new Hashes(needs.digests);
  const bytes = await readAll(input, size, [...writers.values()], hashes, context);
  const fragments = new Map<string, Promise<readonly Fragment[]>>();
  for (const [key, writer] of writers) {
    await writer.cut();
    fragments.set(key, writer.finish());
  }
  return { source: source(input, bytes, hashes), fragments };
}

async function readAll(
  input: Input,
  size: number,
  writers: readonly FragmentWriter[],
  hashes: Hashes,
  { spool, signal }: IngestContext,
): Promise<Stored> {
  // A file that fits is kept, for layouts that want it uncompressed or digest it whole; what no
  // longer fits then, its fragments or a part of it, goes to the spool's file.
  const keep = input.kind === 'disk' && size <= spool.free;
  const parts: Stored[] = [];
  let check = 0;
  const scratch = keep ? undefined : new Uint8Array(SCRATCH_SIZE);
  for await (const chunk of input.kind === 'disk' ? readChunks(input, scratch) : [input.bytes]) {
    signal?.throwIfAborted();
    const started = writers.map((writer) => writer.write(chunk));
    hashes.update(chunk);
    if (keep) started.push(spool.keep(chunk).then((part) => void parts.push(part)));
    else check = crc32(chunk, check);
    await Promise.all(started);
  }
  if (input.kind === 'memory') return inMemory(input.bytes);
  return keep ? composite(parts) : { size, chunks: (again) => readAgain(input, check, again) };
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

function source(input: Input, stored: Stored, hashes: Hashes): Source {
  const { size, bytes } = stored;
  const known = { name: input.name, digests: hashes.digests(), size };
  return { ...known, ...(bytes && { bytes }), chunks: (scratch) => stored.chunks(scratch) };
}
