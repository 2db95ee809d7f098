import { crc32 } from '../codec/index.ts';
import { type Input, sizeOfInput } from '../model/entry.ts';
import type { DigestName, Digests, Source } from '../model/segment.ts';
import { digestsOf } from './hashes.ts';
import { assertAsBefore, readWhole } from './read.ts';
import type { Spool } from './spool.ts';

/** Files below this size are read in one go. */
export const SMALL = 64 * 1024;

/** Files lie side by side: an array for each of thousands would cost more than reading them. */
const SLAB_SIZE = 512 * 1024;

/**
 * Files that are read when a layout first asks for their bytes or digests. It does so in the order
 * in which it is compressed, and compressing begins with the first file in place of the last.
 */
export class SmallFiles {
  readonly #spool: Spool;
  readonly #digests: readonly DigestName[];
  readonly #onRead: (bytes: number) => void;
  #slab = new Uint8Array();
  #taken = 0;

  /** @param onRead told the number of bytes after each file */
  constructor(spool: Spool, digests: readonly DigestName[], onRead: (bytes: number) => void) {
    this.#spool = spool;
    this.#digests = digests;
    this.#onRead = onRead;
  }

  /** A file that will be read. */
  source(input: Input): Source {
    return new SmallFile(input, this);
  }

  /** The bytes of a file, and whether they may stay in memory. */
  read(input: Input): { readonly bytes: Uint8Array; readonly kept: boolean } {
    if (input.kind === 'memory') return { bytes: input.bytes, kept: true };
    const kept = this.#spool.take(input.size);
    const bytes = kept ? this.#roomFor(input.size) : new Uint8Array(input.size);
    readWhole(input, bytes);
    return { bytes, kept };
  }

  /** What is to be known of a file that has been read. */
  learn(bytes: Uint8Array): Digests {
    this.#onRead(bytes.length);
    return digestsOf(bytes, this.#digests);
  }

  #roomFor(size: number): Uint8Array {
    if (size > this.#slab.length - this.#taken) {
      this.#slab = new Uint8Array(SLAB_SIZE);
      this.#taken = 0;
    }
    this.#taken += size;
    return this.#slab.subarray(this.#taken - size, this.#taken);
  }
}

/** Read once; or where there is no room to keep it, whenever it is asked for. */
class SmallFile implements Source {
  readonly name: string;
  readonly size: number;
  readonly #input: Input;
  readonly #files: SmallFiles;
  #kept: Uint8Array | undefined;
  #digests: Digests | undefined;
  /** CRC-32 of a file that is not kept. */
  #check = 0;

  constructor(input: Input, files: SmallFiles) {
    this.name = input.name;
    this.size = sizeOfInput(input);
    this.#input = input;
    this.#files = files;
  }

  get bytes(): Uint8Array {
    if (this.#kept) return this.#kept;
    return this.#digests ? this.#readAgain() : this.#read().bytes;
  }

  get digests(): Digests {
    return this.#digests ?? this.#read().digests;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    yield this.bytes;
  }

  #read(): { readonly bytes: Uint8Array; readonly digests: Digests } {
    const { bytes, kept } = this.#files.read(this.#input);
    const digests = this.#files.learn(bytes);
    if (kept) this.#kept = bytes;
    else this.#check = crc32(bytes);
    this.#digests = digests;
    return { bytes, digests };
  }

  #readAgain(): Uint8Array {
    const { bytes } = this.#files.read(this.#input);
    assertAsBefore(this.#input, crc32(bytes), this.#check);
    return bytes;
  }
}
