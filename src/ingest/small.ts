import { crc32 } from '../codec/index.ts';
import { type Input, sizeOfInput } from '../model/entry.ts';
import type { DigestName, Digests, Source } from '../model/segment.ts';
import { digestsOf } from './hashes.ts';
import { assertAsBefore, type DiskInput, readWhole } from './read.ts';
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
  /** Each file over the one before, where none is kept. */
  readonly #scratch: Uint8Array | undefined;
  /** The file that is there. */
  #last: Input | undefined;
  #slab = new Uint8Array();
  #taken = 0;

  /**
   * @param onRead told the number of bytes after each file
   * @param once whether each file is asked for once, and not needed any more when the next one is
   */
  constructor(
    spool: Spool,
    digests: readonly DigestName[],
    onRead: (bytes: number) => void,
    once: boolean,
  ) {
    this.#spool = spool;
    this.#digests = digests;
    this.#onRead = onRead;
    if (once) this.#scratch = new Uint8Array(SMALL);
  }

  /** A file that will be read. */
  source(input: Input): Source {
    return new SmallFile(input, this);
  }

  /** The bytes of a file, and whether they may stay in memory. */
  read(input: Input): { readonly bytes: Uint8Array; readonly kept: boolean } {
    if (input.kind === 'memory') return { bytes: input.bytes, kept: true };
    if (this.#scratch) return { bytes: this.#readOver(input, this.#scratch), kept: false };
    const kept = this.#spool.take(input.size);
    const bytes = kept ? this.#roomFor(input.size) : new Uint8Array(input.size);
    readWhole(input, bytes);
    return { bytes, kept };
  }

  /** The bytes of the file that was read last, where others would take its place. */
  stillThere(input: Input): Uint8Array | undefined {
    return this.#last === input ? this.#scratch?.subarray(0, sizeOfInput(input)) : undefined;
  }

  /** What is to be known of a file that has been read. */
  learn(bytes: Uint8Array): Digests {
    this.#onRead(bytes.length);
    return digestsOf(bytes, this.#digests);
  }

  #readOver(input: DiskInput, scratch: Uint8Array): Uint8Array {
    const bytes = scratch.subarray(0, input.size);
    this.#last = undefined;
    readWhole(input, bytes);
    this.#last = input;
    return bytes;
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

/** Read once; or where it is not kept, whenever it is asked for. */
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
    const known = this.#kept ?? this.#files.stillThere(this.#input);
    if (known) return known;
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
