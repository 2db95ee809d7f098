import { documentNames } from '../documents/index.ts';
import { SUMS, SUMS_SIGNATURE } from '../signed-sums.ts';
import { MANIFEST, type Product } from './manifest.ts';

/** A file that tells about the others of a release. */
export interface PlannedDocument {
  readonly name: string;
  readonly what: string;
  /** Only there when the release is signed. */
  readonly isSignature?: true;
}

export function documentsFor(product: Pick<Product, 'name' | 'version'>): PlannedDocument[] {
  const { sbom, provenance } = documentNames(product);
  return [
    { name: sbom, what: 'SBOM, SPDX 2.3' },
    { name: provenance, what: 'provenance, SLSA v1' },
    { name: SUMS, what: 'checksums of all files' },
    { name: SUMS_SIGNATURE, what: 'signature of SHA256SUMS', isSignature: true },
  ];
}

/** What a part of a release has in their place. */
export const PART_DOCUMENTS: readonly PlannedDocument[] = [
  { name: MANIFEST, what: 'what the part is, for release merge' },
];

export function namesOf(documents: readonly PlannedDocument[], isSigned: boolean): string[] {
  return documents.filter((one) => isSigned || !one.isSignature).map(({ name }) => name);
}
