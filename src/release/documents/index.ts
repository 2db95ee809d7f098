// The documents of a release: what follows from its artifacts, byte for byte.
import { createHash } from 'node:crypto';
import { builtFiles, type Manifest, type Product } from '../set/manifest.ts';
import type { Sum } from '../sums.ts';
import { jsonText } from './json.ts';
import { provenance } from './provenance.ts';
import { spdx } from './spdx.ts';

export interface Document {
  readonly name: string;
  readonly text: string;
}

/** Names of the documents, known before there is anything to write in them. */
export function documentNames({ name, version }: Pick<Product, 'name' | 'version'>) {
  const stem = `${name}-v${version}`;
  return { sbom: `${stem}.spdx.json`, provenance: `${stem}.provenance.json` };
}

/** SBOM and provenance; and the sums of every file of the release, these two among them. */
export async function documentsOf(
  manifest: Manifest,
): Promise<{ documents: Document[]; sums: Sum[] }> {
  const names = documentNames(manifest.product);
  const built = builtFiles(manifest).map(({ name, sha256 }) => ({ name, sha256 }));
  const sbom = { name: names.sbom, text: jsonText(await spdx(manifest)) };
  const subjects = [...built, sumOfText(sbom)];
  const statement = { name: names.provenance, text: jsonText(provenance(manifest, subjects)) };
  return { documents: [sbom, statement], sums: [...subjects, sumOfText(statement)] };
}

function sumOfText({ name, text }: Document): Sum {
  return { name, sha256: createHash('sha256').update(text).digest('hex') };
}
