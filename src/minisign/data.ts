import { createHash } from 'node:crypto';
import { JacoPkgError } from '../errors.ts';

/** What is signed: bytes at hand, or a stream of chunks read once. */
export type Data = Uint8Array | AsyncIterable<Uint8Array>;

/** A legacy signature covers the data itself, in one piece; the reference program's limit. */
const MAX_LEGACY_BYTES = 2 ** 30;

/** The BLAKE2b-512 digest, which a prehashed signature covers. */
export async function prehash(data: Data): Promise<Uint8Array> {
  const hash = createHash('blake2b512');
  if (data instanceof Uint8Array) hash.update(data);
  else for await (const chunk of data) hash.update(chunk);
  return hash.digest();
}

/** All the bytes, for a legacy signature. Throws `signature_invalid` beyond the limit. */
export async function gather(data: Data, limit = MAX_LEGACY_BYTES): Promise<Uint8Array> {
  if (data instanceof Uint8Array) return data;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of data) {
    size += chunk.length;
    if (size > limit) {
      const message = `a legacy signature cannot cover more than ${limit} bytes`;
      throw new JacoPkgError({ code: 'signature_invalid', message });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
