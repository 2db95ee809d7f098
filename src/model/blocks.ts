import type { Stored } from './segment.ts';

/** Bytes per block; the last one of a body may be shorter. */
export const BLOCK_SIZE = 64 * 1024;

export interface Block {
  /** Of the bytes before compression. */
  readonly sha256: Uint8Array;
  /** Length in bytes as it is in {@link Blocks.data}. */
  readonly size: number;
}

/** A body cut into blocks that can be read and checked one by one. */
export interface Blocks {
  /**
   * The body as it is, or one raw deflate stream (RFC 1951): the blocks in order, none of which
   * refers to another, and an empty last one that ends the stream.
   */
  readonly data: Stored;
  /** Length of the body in bytes. */
  readonly size: number;
  /** Of the body. */
  readonly crc32: number;
  readonly blocks: readonly Block[];
}
