import type { Blocks } from './blocks.ts';
import type { Codec } from './codec.ts';
import type { Entry, PlannedEntry } from './entry.ts';
import type { FormatName, Package, Relations } from './package.ts';
import type { Problem } from './problem.ts';
import type { DigestName, Segment, Source, Stored } from './segment.ts';
import type { KeyKind, Signer } from './signing.ts';

/** Why a format cannot carry a package. */
export type FormatErrorCode =
  | 'arch_unknown'
  | 'config_missing_key'
  | 'config_value'
  | 'content_path'
  | 'format_limit'
  | 'name_invalid'
  | 'platform_unsupported'
  | 'relation_invalid'
  | 'version_invalid';

/** What a format may ask of the outside while it assembles a package. */
export interface Kit {
  /**
   * Compresses a layout; file bodies that were compressed before are spliced in. A layout that is
   * made while it is asked for is compressed meanwhile.
   */
  encode(segments: Iterable<Segment>, codec: Codec): Promise<Stored>;
  /** Digest of a layout's bytes. */
  digest(algorithm: DigestName, segments: readonly Segment[]): Promise<Uint8Array>;
  /** Cuts a body into blocks and deflates each; without a level they stay as they are. */
  blocks(body: Segment, level?: number): Promise<Blocks>;
  /** Whoever signs this package; absent when it is not to be signed. */
  readonly signer?: Signer;
}

/** A key of the configuration that package managers act upon, and a format has no place for. */
export interface Omission {
  readonly key: keyof Relations | 'epoch';
  /** What to do in its place, where the format has something like it. */
  readonly hint?: string;
}

/** A package format: names, limits, and a pure layout. It does no I/O of its own. */
export interface Format {
  readonly name: FormatName;
  /** Conventional end of its file names: `.deb`. */
  readonly extension: string;
  /** Digests of each file that {@link Format.assemble} reads. */
  readonly fileDigests: readonly DigestName[];
  /** Whether it reads files apart from compressing them, and from digesting {@link Format.payload}. */
  readonly readsFiles?: boolean;
  /** Whether its layout asks for each file once, and for its bytes right after its digests. */
  readonly readsOnce?: boolean;
  /** What its signatures are made with; absent when it has none. */
  readonly signedWith?: KeyKind;
  /** What the name of a signature has after the package's, where it is a file of its own: `.sig`. */
  readonly detachedSignature?: string;
  /** What it leaves out of a package; told whenever it is set. */
  readonly leavesOut?: readonly Omission[];
  /** File name by the format's own convention. */
  fileName(pkg: Package): string;
  /**
   * Every reason why the format cannot carry this package, before anything is written.
   * @param entries undefined where not all could be found: then only the package itself is judged
   */
  check(pkg: Package, entries?: readonly PlannedEntry[]): Problem<FormatErrorCode>[];
  /** Entries the format adds by itself, such as a Debian changelog. */
  generated?(pkg: Package): Promise<PlannedEntry[]>;
  /** What it asks the SHA-256 of, besides what is compressed; looks at no content of files. */
  payload?(entries: readonly Entry<Source>[]): Segment[];
  /** The whole package. Entries are in the order of `contents`. */
  assemble(pkg: Package, entries: readonly Entry<Source>[], kit: Kit): Promise<Segment[]>;
}
