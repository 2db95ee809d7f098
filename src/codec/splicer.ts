import type { Segment, Stored } from '../model/segment.ts';

/** Bytes in a buffer of their own. */
export type OwnBytes = Uint8Array<ArrayBuffer>;

/**
 * A compressed piece of a stream. It may refer to bytes right before it, within the splicer's window;
 * the first fragment of a file or of what stands between files refers to none.
 */
export interface Fragment {
  /** Length of the bytes that were compressed. */
  readonly rawSize: number;
  /** Checksum of those bytes, of the kind the stream format uses. */
  readonly check: number;
  readonly data: Stored;
}

/** A fragment whose bytes have not been stored yet. */
export interface RawFragment extends Omit<Fragment, 'data'> {
  /** In a buffer of their own, which may be longer. */
  readonly bytes: Uint8Array;
  /** The chunk that was compressed, given back so that its buffer can be used again. */
  readonly chunk: OwnBytes;
}

/** A compressor whose output can be cut and joined: fragments made once serve many streams. */
export interface Splicer {
  readonly kind: 'splicer';
  /** Bytes per fragment. Fixed, so that the output does not depend on the machine. */
  readonly chunkSize: number;
  /** How many bytes before a chunk {@link Splicer.compress} can make use of. */
  readonly windowSize: number;
  /** Files of this many bytes get fragments of their own; smaller ones join their neighbours. */
  readonly ownFragmentsFrom: number;
  /** Bytes of memory that compressing one chunk takes, the chunk among them. */
  readonly memory: number;
  /**
   * Compresses one chunk. It takes ownership of `chunk`, whose buffer may be transferred to a thread,
   * until the promise settles.
   * @param before the bytes right before the chunk, at most `windowSize`; it may keep them
   */
  compress(chunk: OwnBytes, before: OwnBytes): Promise<RawFragment>;
  /** The whole stream around some fragments. */
  frame(fragments: readonly Fragment[]): Segment[];
}

/** A compressor whose output is one piece: each stream is compressed anew. */
export interface StreamCompressor {
  readonly kind: 'stream';
  compress(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
}

export type Compressor = Splicer | StreamCompressor;
