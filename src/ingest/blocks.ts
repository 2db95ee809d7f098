import { createHash, type Hash } from 'node:crypto';
import { crc32, type FragmentContext, FragmentWriter, type Splicer } from '../codec/index.ts';
import { BLOCK_SIZE, type Blocks } from '../model/blocks.ts';
import { composite, type Stored } from '../model/segment.ts';

/** Reads a body once: cuts it into blocks, digests each, and compresses it if there is a splicer. */
export async function cutBlocks(
  body: Stored,
  splicer: Splicer | undefined,
  contextOf: (splicer: Splicer) => FragmentContext,
): Promise<Blocks> {
  const writer = splicer && new FragmentWriter(splicer, contextOf(splicer));
  const hashes = new BlockHashes();
  let check = 0;
  for await (const chunk of body.chunks()) {
    check = crc32(chunk, check);
    hashes.update(chunk);
    await writer?.write(chunk);
  }
  const fragments = await writer?.finish();
  const digests = hashes.end();
  const rawSize = (index: number) => Math.min(BLOCK_SIZE, body.size - index * BLOCK_SIZE);
  return {
    data: splicer && fragments ? composite(splicer.frame(fragments)) : body,
    size: body.size,
    crc32: check,
    blocks: digests.map((sha256, index) => ({
      sha256,
      size: fragments ? (fragments[index]?.data.size ?? 0) : rawSize(index),
    })),
  };
}

/** SHA-256 of each block of some bytes that come in pieces. */
class BlockHashes {
  readonly #digests: Uint8Array[] = [];
  #hash: Hash = createHash('sha256');
  #filled = 0;

  update(bytes: Uint8Array): void {
    for (let rest = bytes; rest.length > 0; ) {
      const part = rest.subarray(0, BLOCK_SIZE - this.#filled);
      this.#hash.update(part);
      this.#filled += part.length;
      rest = rest.subarray(part.length);
      if (this.#filled === BLOCK_SIZE) this.#cut();
    }
  }

  end(): readonly Uint8Array[] {
    if (this.#filled > 0) this.#cut();
    return this.#digests;
  }

  #cut(): void {
    this.#digests.push(this.#hash.digest());
    this.#hash = createHash('sha256');
    this.#filled = 0;
  }
}
