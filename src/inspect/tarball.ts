import { readTar } from './archive/tar.ts';
import { packedSource, unpack } from './decompress/index.ts';
import { type Facts, type Found, NO_METADATA } from './facts.ts';
import type { Reading } from './reading.ts';
import type { PackageFile } from './source.ts';

/** A tar archive that is no package: its entries, and no more. */
export async function* readTarball(
  file: PackageFile,
  reading: Reading,
): AsyncGenerator<Found, Facts> {
  const packed = await packedSource(file);
  for await (const raw of readTar(unpack(packed, reading), reading, 'tar')) yield { raw };
  return {
    format: 'tarball',
    compression: packed.compression,
    metadata: NO_METADATA,
    relations: {},
    scripts: [],
    fields: [],
    controlFiles: [],
    signatures: [],
    checks: () => [],
  };
}
