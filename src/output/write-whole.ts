import { OutputSet, type Written } from './index.ts';

/** Writes one file: all of it, or nothing. Throws `target_unwritable`. */
export async function writeWhole(
  target: string,
  bytes: Uint8Array,
  signal?: AbortSignal,
): Promise<Written> {
  const output = new OutputSet(signal);
  try {
    const written = await output.stage(target, [bytes]);
    await output.commit();
    return written;
  } finally {
    await output.discard();
  }
}
