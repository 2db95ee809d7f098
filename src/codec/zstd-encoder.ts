// One zstd frame (RFC 8878), compressed by the reference library built to WebAssembly: the same
// bytes on every machine and every Node, which the zstd inside of newer Nodes would not give.
import { Zstd } from '@hpcc-js/wasm-zstd';

/** Compresses one stream; another starts anew. */
export class ZstdEncoder {
  readonly #zstd: Zstd;

  /** @param level 1 to 22 */
  static async start(level: number): Promise<ZstdEncoder> {
    const zstd = await Zstd.load();
    zstd.reset();
    zstd.setCompressionLevel(level);
    return new ZstdEncoder(zstd);
  }

  private constructor(zstd: Zstd) {
    this.#zstd = zstd;
  }

  /** What could be compressed so far; empty while the library gathers a block. */
  write(chunk: Uint8Array): Uint8Array {
    return chunk.length > 0 ? own(this.#zstd.compressChunk(chunk)) : chunk;
  }

  /** The end of the frame. */
  finish(): Uint8Array {
    return own(this.#zstd.compressEnd());
  }
}

/** A copy: the library hands out a view of memory that it uses again. */
function own(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
