import { createHash } from 'node:crypto';
import { crc32, type FragmentContext, FragmentWriter, type Splicer } from '../codec/index.ts';
import { BlockHashes } from '../model/block-hashes.ts';
import { BLOCK_SIZE, type Blocks } from '../model/blocks.ts';
import { composite, type Stored } from '../model/segment.ts';

/** Reads a body once: cuts it into blocks, digests each, and compresses it if there is a splicer. */
export async function cutBlocks(
  body: Stored,
  splicer: Splicer | undefined,
  contextOf: (splicer: Splicer) => FragmentContext,
): Promise<Blocks> {
  const writer = splicer && new FragmentWriter(splicer, contextOf(splicer));
  const hashes = new BlockHashes(() => createHash('sha256'));
  let check = 0;
  for await (const chunk of body.chunks()) {
    check = crc32(chunk, check);
    hashes.update(chunk);
    await writer?.write(chunk);
  }
  const fragments = await writer?.finish();
  const digests = hashes.finish();
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
