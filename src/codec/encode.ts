import {
  bytesAtHand,
  chunksOf,
  SCRATCH_SIZE,
  type Segment,
  type Stored,
} from '../model/segment.ts';
import { type FragmentContext, FragmentWriter } from './fragment-writer.ts';
import type { Fragment, Splicer } from './splicer.ts';

/** What {@link encode} needs of its surroundings. */
export interface EncodeContext extends FragmentContext {
  /** The fragments that are being made of a file since it was read; undefined if it gets none. */
  fragmentsOf(stored: Stored): Promise<readonly Fragment[]> | undefined;
}

/**
 * Compresses a layout into one stream. Large files bring fragments that are spliced in as they
 * are; what stands between them, headers and small files, is compressed in runs. A large file
 * without fragments is cut just as if it had them, so the bytes are the same either way.
 */
export async function encode(
  segments: Iterable<Segment>,
  splicer: Splicer,
  context: EncodeContext,
): Promise<Segment[]> {
  const stream = new FragmentWriter(splicer, context);
  for (const segment of segments) {
    if (!(segment instanceof Uint8Array) && segment.size >= splicer.ownFragmentsFrom) {
      await writeLarge(segment, stream, context);
    } else {
      const full = write(segment, stream);
      if (full) await full;
    }
  }
  return splicer.frame(await stream.finish());
}

async function writeLarge(stored: Stored, stream: FragmentWriter, context: EncodeContext) {
  const fragments = context.fragmentsOf(stored);
  await stream.cut();
  if (fragments) stream.splice(fragments);
  else await writeChunks(stored, stream, new Uint8Array(SCRATCH_SIZE));
  await stream.cut();
}

function write(segment: Segment, stream: FragmentWriter): Promise<void> | undefined {
  const bytes = bytesAtHand(segment);
  return bytes ? stream.write(bytes) : writeChunks(segment, stream);
}

async function writeChunks(
  segment: Segment,
  stream: FragmentWriter,
  scratch?: Uint8Array,
): Promise<void> {
  for await (const chunk of chunksOf([segment], scratch)) await stream.write(chunk);
}
