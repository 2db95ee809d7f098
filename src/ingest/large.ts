import { type Input, sizeOfInput } from '../model/entry.ts';
import type { Digests, Source, Stored } from '../model/segment.ts';

/** An input that has fragments of its own. There is nothing to be had of it before it was read. */
export class LargeSource implements Source {
  readonly name: string;
  readonly size: number;
  #read: { readonly stored: Stored; readonly digests: Digests } | undefined;

  constructor(input: Input) {
    this.name = input.name;
    this.size = sizeOfInput(input);
  }

  /** Told what was learned. */
  fill(stored: Stored, digests: Digests): void {
    this.#read = { stored, digests };
  }

  get bytes(): Uint8Array | undefined {
    return this.#known.stored.bytes;
  }

  get digests(): Digests {
    return this.#known.digests;
  }

  chunks(scratch?: Uint8Array): AsyncIterable<Uint8Array> {
    return this.#known.stored.chunks(scratch);
  }

  get #known() {
    if (!this.#read) throw new TypeError(`${this.name} has not been read yet`);
    return this.#read;
  }
}
