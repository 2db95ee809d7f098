import { join } from 'node:path';
import { encodeSignature, type SecretKey, sign } from '../../minisign/index.ts';
import { inMemory } from '../../model/segment.ts';
import type { OutputSet, Written } from '../../output/index.ts';
import { documentsOf } from '../documents/index.ts';
import { jsonText } from '../documents/json.ts';
import { SUMS, SUMS_SIGNATURE } from '../signed-sums.ts';
import { writeSums } from '../sums.ts';
import { MANIFEST, type Manifest } from './manifest.ts';

/**
 * Writes what makes the files of a release one: SBOM, provenance, SHA256SUMS, and with a key its
 * signature. The list comes last, so that without it there is no release.
 */
export async function finishRelease(
  manifest: Manifest,
  folder: string,
  output: OutputSet,
  key: SecretKey | undefined,
): Promise<Written[]> {
  const { documents, sums } = await documentsOf(manifest);
  const list = Buffer.from(writeSums(sums));
  const files = documents.map(({ name, text }) => ({ name, bytes: Buffer.from(text) }));
  if (key) {
    const trusted = `timestamp:${manifest.product.time}\tfile:${SUMS}\thashed`;
    const signature = encodeSignature(await sign(list, key, { trusted }));
    files.push({ name: SUMS_SIGNATURE, bytes: Buffer.from(signature) });
  }
  files.push({ name: SUMS, bytes: list });
  const written: Written[] = [];
  for (const { name, bytes } of files) {
    written.push(await output.stage(join(folder, name), [inMemory(bytes)]));
  }
  return written;
}

/** Writes what a part of a release has in place of that. */
export async function finishPart(
  manifest: Manifest,
  folder: string,
  output: OutputSet,
): Promise<Written[]> {
  const bytes = Buffer.from(jsonText(manifest));
  return [await output.stage(join(folder, MANIFEST), [inMemory(bytes)])];
}
