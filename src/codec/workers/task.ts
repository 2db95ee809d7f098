import type { DigestName } from '../../model/segment.ts';

/** Bytes that can be handed to another thread. */
export type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Something to compress or digest, for an `Engine`: here or in a worker. A chunk, and what stands
 * before it, have buffers of their own, and belong to whoever performs the task.
 */
export type Task =
  /** A fragment of raw deflate; `before` are bytes that its matches can refer to. */
  | {
      readonly kind: 'deflate';
      readonly level: number;
      readonly chunk: Bytes;
      readonly before: Bytes;
    }
  /** A piece of its own, as LZMA2 chunks. */
  | { readonly kind: 'lzma2'; readonly level: number; readonly chunk: Bytes }
  /** A piece of its own, as zstd blocks. */
  | { readonly kind: 'zstd'; readonly level: number; readonly chunk: Bytes }
  /** More of a stream, or its end; one stream at a time. */
  | {
      readonly kind: 'lzma';
      readonly level: number;
      readonly chunk: Bytes;
      readonly last: boolean;
    }
  /** More of what is digested under an id, or its end, which gives the digest. */
  | {
      readonly kind: 'digest';
      readonly id: number;
      readonly algorithm: DigestName;
      readonly chunk: Bytes;
      readonly last: boolean;
    };

/** The outcome of a task; with it the chunk comes back, for its buffer to be used again. */
export interface Packed {
  readonly bytes: Uint8Array;
  readonly chunk: Bytes;
}

/** What a worker says: first that it is there, then the outcome of each task. */
export type Reply = { readonly ready: true } | Packed | { readonly error: string };
