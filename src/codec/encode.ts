import type { Segment, Stored } from '../model/segment.ts';
import { type FragmentContext, FragmentWriter } from './fragment-writer.ts';
import type { Fragment, Splicer } from './splicer.ts';

/** What {@link encode} needs of its surroundings. */
export interface EncodeContext extends FragmentContext {
  /** Fragments made when a file was read, if there are any. */
  fragmentsOf(stored: Stored): readonly Fragment[] | undefined;
}

/**
 * Compresses a layout into one stream. Large files bring fragments that are spliced in as they
 * are; what stands between them, headers and small files, is compressed in runs. A large file
 * without fragments is cut just as if it had them, so the bytes are the same either way.
 */
export async function encode(
  segments: readonly Segment[],
  splicer: Splicer,
  context: EncodeContext,
): Promise<Segment[]> {
  const stream = new FragmentWriter(splicer, context);
  for (const segment of segments) {
    if (segment instanceof Uint8Array) {
      await stream.write(segment);
      continue;
    }
    const large = segment.size >= splicer.ownFragmentsFrom;
    const fragments = large ? context.fragmentsOf(segment) : undefined;
    if (large) await stream.cut();
    if (fragments) stream.splice(fragments);
    else for await (const chunk of segment.chunks()) await stream.write(chunk);
    if (large) await stream.cut();
  }
  return splicer.frame(await stream.finish());
}
