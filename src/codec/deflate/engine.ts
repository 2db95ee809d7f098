// Deflate as WebAssembly, whose source is assembly/.
import { DEFLATE } from './module.generated.ts';

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly input: WebAssembly.Global;
  readonly output: WebAssembly.Global;
  deflate(before: number, length: number, level: number): number;
}

/** Compresses chunks of up to 1 MiB, in this thread. */
export class DeflateEngine {
  readonly #exports: Exports;
  readonly #memory: Uint8Array<ArrayBuffer>;

  constructor() {
    const module = new WebAssembly.Module(Buffer.from(DEFLATE, 'base64'));
    this.#exports = new WebAssembly.Instance(module).exports as unknown as Exports;
    this.#memory = new Uint8Array(this.#exports.memory.buffer);
  }

  /**
   * Raw deflate, ended by a sync flush.
   * @param before what comes before the chunk, 32 KiB at most
   */
  deflate(chunk: Uint8Array, before: Uint8Array, level: number): Uint8Array<ArrayBuffer> {
    const [input, output] = [this.#exports.input.value, this.#exports.output.value];
    this.#memory.set(before, input);
    this.#memory.set(chunk, input + before.length);
    const length = this.#exports.deflate(before.length, chunk.length, level);
    return new Uint8Array(this.#memory.buffer.slice(output, output + length));
  }
}
