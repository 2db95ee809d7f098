import type { FormatName } from '../model/package.ts';
import type { DigestName } from '../model/segment.ts';
import type {
  Check,
  ControlFile,
  EntryFlag,
  InspectedPackage,
  PackageEntry,
  PackageMetadata,
  PackageScript,
} from './model.ts';
import type { RawEntry } from './raw-entry.ts';
import type { Reading } from './reading.ts';
import type { SignatureClaim } from './signatures/claim.ts';
import type { PackageFile } from './source.ts';

/** An entry with what its format says about it. */
export interface Found {
  readonly raw: RawEntry;
  /** Digests of its content that are wanted besides SHA-256. */
  readonly digests?: readonly DigestName[];
  readonly flags?: readonly EntryFlag[];
  readonly capabilities?: string;
}

/** What a package is, but for its entries. */
export interface Facts {
  readonly format: FormatName;
  readonly compression: InspectedPackage['compression'];
  readonly metadata: PackageMetadata;
  readonly relations: Partial<InspectedPackage['relations']>;
  readonly scripts: readonly PackageScript[];
  readonly fields: InspectedPackage['fields'];
  readonly controlFiles: readonly ControlFile[];
  readonly signatures: readonly SignatureClaim[];
  /** Flags of a path, where they are only known at the end. */
  flagsOf?(path: string): readonly EntryFlag[];
  /** Holds what the package says of its entries against what was read. */
  checks(entries: readonly PackageEntry[]): readonly Check[];
}

/** Reads a format: gives the entries as they come, then the facts. */
export type FormatReader = (file: PackageFile, reading: Reading) => AsyncGenerator<Found, Facts>;

export const NO_METADATA: PackageMetadata = {
  name: '',
  version: '',
  arch: '',
  summary: '',
  description: '',
  maintainer: '',
  vendor: '',
  homepage: '',
  license: '',
  section: '',
  priority: '',
  source: '',
  buildTime: 0,
  installedSize: 0,
};
