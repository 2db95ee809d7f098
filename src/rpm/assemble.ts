import { concat } from '../container/bytes.ts';
import type { Codec } from '../model/codec.ts';
import type { Kit } from '../model/format.ts';
import { type Segment, sizeOf } from '../model/segment.ts';
import { signatureHeader, signatures } from './signature.ts';
import type { HeaderFacts } from './tags.ts';

/** What an rpm file is made of. */
export interface Parts {
  readonly lead: Uint8Array;
  /** The main header, once the payload is known. */
  header(payload: HeaderFacts['payload']): Uint8Array;
  /** The payload before compression. */
  readonly payload: readonly Segment[];
  readonly compression: Codec;
}

/** The file: lead, signature header, main header, payload. */
export async function assembleParts(parts: Parts, kit: Kit): Promise<Segment[]> {
  const encoded = kit.encode(parts.payload, parts.compression);
  const [archive, digest, plainDigest] = await Promise.all([
    encoded,
    encoded.then((archive) => digestHex(kit, 'sha256', [archive])),
    digestHex(kit, 'sha256', parts.payload),
  ]);
  const header = parts.header({ digest, plainDigest });
  const [sha1, sha256, md5] = await Promise.all([
    digestHex(kit, 'sha1', [header]),
    digestHex(kit, 'sha256', [header]),
    kit.digest('md5', [header, archive]),
  ]);
  const sizes = { size: header.length + archive.size, payloadSize: sizeOf(parts.payload) };
  const { signer } = kit;
  const signed = signer && { signatures: await signatures(signer, header, archive) };
  const signature = signatureHeader({ ...sizes, sha1, sha256, md5, ...signed });
  return [concat([parts.lead, signature, header]), archive];
}

async function digestHex(
  kit: Kit,
  algorithm: 'sha1' | 'sha256',
  segments: readonly Segment[],
): Promise<string> {
  return Buffer.from(await kit.digest(algorithm, segments)).toString('hex');
}
