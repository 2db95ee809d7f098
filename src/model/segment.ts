/**
 * Immutable bytes whose length is known before they are read: an ingested file, a spooled
 * fragment, or a finished archive. May be read any number of times.
 */
export interface Stored {
  /** Length in bytes. */
  readonly size: number;
  /**
   * The bytes in order, in chunks of any length. Do not modify a chunk.
   * @param scratch where to put what is not in memory, a chunk over the one before
   */
  chunks(scratch?: Uint8Array): AsyncIterable<Uint8Array>;
  /** All of them, where they can be had in one piece without waiting. Do not modify them. */
  readonly bytes?: Uint8Array | undefined;
}

/** A part of an archive or package: bytes at hand, or a reference to stored ones. */
export type Segment = Uint8Array | Stored;

export type DigestName = 'md5' | 'sha1' | 'sha256';

/** Digests as lowercase hex. */
export type Digests = Readonly<Partial<Record<DigestName, string>>>;

/**
 * One input: its bytes, and what was learned when they were read. `bytes` and `digests` of a small
 * file are getters that read it from disk, synchronously, and throw a JacoPkgError when it cannot
 * be read or has changed: the first one that is asked for, and `bytes` each time it is asked for
 * when there is no memory to keep them.
 */
export interface Source extends Stored {
  /** What to call it in a message: the path as the user wrote it. */
  readonly name: string;
  /** Exactly the digests that the formats of the run asked for. */
  readonly digests: Digests;
}

/** Total length of a layout, in bytes; known without reading anything. */
export function sizeOf(segments: readonly Segment[]): number {
  let total = 0;
  for (const segment of segments) {
    total += segment instanceof Uint8Array ? segment.length : segment.size;
  }
  return total;
}

/** Bytes at hand, as stored ones. */
export function inMemory(bytes: Uint8Array): Stored {
  return {
    size: bytes.length,
    bytes,
    async *chunks() {
      yield bytes;
    },
  };
}

/** What can be had at once; of thousands of small files, all can, and none has to be awaited. */
export function bytesAtHand(segment: Segment): Uint8Array | undefined {
  return segment instanceof Uint8Array ? segment : segment.bytes;
}

/** A layout as one stored whole. */
export function composite(segments: readonly Segment[]): Stored {
  return { size: sizeOf(segments), chunks: (scratch) => chunksOf(segments, scratch) };
}

/** Enough for what is read at a time. */
export const SCRATCH_SIZE = 1024 * 1024;

/** All bytes of a layout, in order; see {@link Stored.chunks}. */
export async function* chunksOf(
  segments: Iterable<Segment>,
  scratch?: Uint8Array,
): AsyncGenerator<Uint8Array> {
  for (const segment of segments) {
    if (segment instanceof Uint8Array) yield segment;
    else if (segment.bytes) yield segment.bytes;
    else yield* segment.chunks(scratch);
  }
}
