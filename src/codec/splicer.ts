import type { Segment, Stored } from '../model/segment.ts';

/** A compressed piece of a stream, independent of what stands before and after it. */
export interface Fragment {
  /** Length of the bytes that were compressed. */
  readonly rawSize: number;
  /** Checksum of those bytes, of the kind the stream format uses. */
  readonly check: number;
  readonly data: Stored;
}

/** A fragment that has not been put anywhere yet. */
export interface RawFragment extends Omit<Fragment, 'data'> {
  readonly bytes: Uint8Array;
}

/** A compressor whose output can be cut and joined: fragments made once serve many streams. */
export interface Splicer {
  /** Bytes per fragment. Fixed, so that the output does not depend on the machine. */
  readonly chunkSize: number;
  /** How many bytes before a chunk {@link Splicer.compress} can make use of. */
  readonly windowSize: number;
  /** Files of this many bytes get fragments of their own; smaller ones join their neighbours. */
  readonly ownFragmentsFrom: number;
  /** Compresses one chunk; `before` are the bytes right before it in the stream. */
  compress(chunk: Uint8Array, before: Uint8Array): Promise<RawFragment>;
  /** The whole stream around some fragments. */
  frame(fragments: readonly Fragment[]): Segment[];
}
