import { OutputSet, type Written } from './index.ts';

export interface WriteOptions {
  readonly signal?: AbortSignal | undefined;
  /** Of the new file, less what the umask takes; by default all may read and write it. */
  readonly mode?: number;
}

/** Writes one file: all of it, or nothing. Throws `target_unwritable`. */
export async function writeWhole(
  target: string,
  bytes: Uint8Array,
  { signal, mode }: WriteOptions = {},
): Promise<Written> {
  const output = new OutputSet(signal);
  try {
    const written = await output.stage(target, [bytes], mode);
    await output.commit();
    return written;
  } finally {
    await output.discard();
  }
}
