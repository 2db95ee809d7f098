import type { ReleaseBase } from './base.ts';

/** All bytes of a small file. Fails as `open` does. */
export async function readWhole(
  base: ReleaseBase,
  name: string,
  maxBytes: number,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of base.open(name, maxBytes)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
