import { createHash } from 'node:crypto';
import { type Comparison, checkOf } from '../checks.ts';
import type { Check, PackageEntry } from '../model.ts';
import { packagePath } from '../paths.ts';
import type { Reading } from '../reading.ts';
import type { Source } from '../source.ts';
import type { RpmFile } from './files.ts';
import type { RpmHeader } from './header.ts';
import type { RpmDigest } from './payload.ts';
import { PAYLOAD_TAG, SIGNATURE_TAG } from './tags.ts';

/** The package taken apart. */
export interface RpmParts {
  readonly signature: RpmHeader;
  readonly header: RpmHeader;
  /** The payload as compressed. */
  readonly payload: Source;
}

/** Digests and sizes of the headers and the payload. */
export async function packageChecks(parts: RpmParts, plainSha256: string): Promise<Check[]> {
  const { signature, header, payload } = parts;
  const hash = (name: string) => createHash(name).update(header.bytes);
  const wholeMd5 = hash('md5');
  const packed = createHash('sha256');
  for await (const chunk of payload.chunks()) {
    wholeMd5.update(chunk);
    packed.update(chunk);
  }
  const size = header.bytes.length + payload.size;
  const expected: readonly (readonly [string, string | number | undefined, string | number])[] = [
    ['header SHA-1', signature.text(SIGNATURE_TAG.sha1), hash('sha1').digest('hex')],
    ['header SHA-256', signature.text(SIGNATURE_TAG.sha256), hash('sha256').digest('hex')],
    [
      'header and payload MD5',
      signature.binary(SIGNATURE_TAG.md5)?.toString('hex'),
      wholeMd5.digest('hex'),
    ],
    ['payload SHA-256', header.text(PAYLOAD_TAG.digest), packed.digest('hex')],
    ['unpacked payload SHA-256', header.text(PAYLOAD_TAG.plainDigest), plainSha256],
    [
      'header and payload size',
      sizeIn(signature, SIGNATURE_TAG.longSize, SIGNATURE_TAG.size),
      size,
    ],
  ];
  return expected.flatMap(([name, stated, actual]) =>
    stated === undefined || stated === ''
      ? []
      : [checkOf(name, [{ what: name, expected: stated, actual }])],
  );
}

/** rpm never looks at this number, and many builders state another: an oddity, no damage. */
export function notePayloadSize({ signature }: RpmParts, actual: number, reading: Reading): void {
  const stated = sizeIn(signature, SIGNATURE_TAG.longPayloadSize, SIGNATURE_TAG.payloadSize);
  if (stated === undefined || stated === actual) return;
  reading.note(`the payload unpacks to ${actual} bytes, where the header says ${stated}`);
}

function sizeIn(signature: RpmHeader, long: number, short: number): number | undefined {
  return signature.number(long) ?? signature.number(short);
}

/** Digests of the files. */
export function fileChecks(
  files: readonly RpmFile[],
  digest: RpmDigest | undefined,
  entries: readonly PackageEntry[],
  reading: Reading,
): Check[] {
  if (!digest) return [];
  const stated = new Map(
    files.map((file) => [packagePath(file.path, reading, {}).path, file.digest]),
  );
  const compared: Comparison[] = entries.flatMap(({ path, type, digests }) => {
    const expected = stated.get(path);
    if (type !== 'file' && type !== 'hardlink') return [];
    return expected ? [{ what: path, expected, actual: digests[digest] }] : [];
  });
  return compared.length > 0 ? [checkOf(`file digests (${digest})`, compared)] : [];
}
