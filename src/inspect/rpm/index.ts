// An rpm package, by rpm's docs/manual/format_v4.md:
//   lead 96 | signature header, padded to 8 | main header | compressed payload
import { createHash } from 'node:crypto';
import { ByteReader } from '../byte-reader.ts';
import { packedSource, unpack } from '../decompress/index.ts';
import type { Facts, Found } from '../facts.ts';
import type { Reading } from '../reading.ts';
import { type PackageFile, part } from '../source.ts';
import { fileChecks, notePayloadSize, packageChecks, type RpmParts } from './checks.ts';
import { fileList } from './files.ts';
import { readHeader } from './header.ts';
import { rpmFields, rpmMetadata } from './metadata.ts';
import { type RpmDigest, readPayload } from './payload.ts';
import { rpmRelations } from './relations.ts';
import { rpmScripts } from './scripts.ts';
import { rpmSignatures } from './signatures.ts';
import { FILE_TAG, TAG } from './tags.ts';

const LEAD_SIZE = 96;

/** PGPHASHALGO of rpm's include/rpm/rpmcrypto.h; MD5 when nothing is said. */
const DIGESTS: ReadonlyMap<number, RpmDigest> = new Map([
  [1, 'md5'],
  [2, 'sha1'],
  [8, 'sha256'],
]);

export function isRpm(head: Uint8Array): boolean {
  return [0xed, 0xab, 0xee, 0xdb].every((byte, i) => head[i] === byte);
}

export async function* readRpm(file: PackageFile, reading: Reading): AsyncGenerator<Found, Facts> {
  const parts = await partsOf(file, reading);
  const { header } = parts;
  const isSource = !header.has(TAG.sourceRpm);
  const files = fileList(header, reading);
  const digest = DIGESTS.get(header.number(FILE_TAG.digestAlgorithm) ?? 1);
  const format = header.text(TAG.payloadFormat) || 'cpio';
  if (format !== 'cpio')
    throw reading.unsupported(`the payload is ${format}`, header.at(TAG.payloadFormat));
  const packed = await packedSource(parts.payload);
  const plain = { hash: createHash('sha256'), size: 0 };
  const tapped = (async function* () {
    for await (const chunk of unpack(packed, reading)) {
      plain.hash.update(chunk);
      plain.size += chunk.length;
      yield chunk;
    }
  })();
  const reader = new ByteReader(tapped, reading, (offset) => ({ member: 'payload', offset }));
  try {
    yield* readPayload(reader, files, digest, reading);
    // What is behind the end counts for the digest.
    while (await reader.take(0x1_0000));
  } finally {
    await reader.close();
  }
  const checks = await packageChecks(parts, plain.hash.digest('hex'));
  notePayloadSize(parts, plain.size, reading);
  return {
    format: isSource ? 'srpm' : 'rpm',
    compression: packed.compression,
    metadata: rpmMetadata(header),
    relations: rpmRelations(header),
    scripts: rpmScripts(header),
    fields: rpmFields(header),
    controlFiles: [],
    signatures: rpmSignatures(parts),
    checks: (entries) => [...checks, ...fileChecks(files, digest, entries, reading)],
  };
}

async function partsOf(file: PackageFile, reading: Reading): Promise<RpmParts> {
  const lead = await file.read(0, LEAD_SIZE);
  if ((lead[4] ?? 0) < 3) throw reading.unsupported('a package from before rpm 3', { offset: 4 });
  const signature = await readHeader(file, LEAD_SIZE, reading);
  const start = Math.ceil((LEAD_SIZE + signature.bytes.length) / 8) * 8;
  const header = await readHeader(file, start, reading);
  const end = start + header.bytes.length;
  return { signature, header, payload: part(file, end, file.size - end, reading) };
}
