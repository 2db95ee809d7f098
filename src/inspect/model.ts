import type { FormatName } from '../model/package.ts';
import type { Digests } from '../model/segment.ts';
import type { Compression } from './decompress/index.ts';

export type EntryType =
  | 'file'
  | 'dir'
  | 'symlink'
  /** Another name of a file that stands before it. */
  | 'hardlink'
  /** The package's, but not in it; rpm only. */
  | 'ghost'
  | 'char'
  | 'block'
  | 'fifo'
  | 'socket';

/** How package managers treat a file; by rpm's names. A Debian conffile is `config` `noreplace`. */
export const ENTRY_FLAGS = [
  'config',
  'noreplace',
  'missingok',
  'doc',
  'license',
  'readme',
  'artifact',
] as const;

export type EntryFlag = (typeof ENTRY_FLAGS)[number];

/** A file, folder or link of a package. */
export interface PackageEntry {
  /** Absolute: one leading slash, none at the end. Bytes that are not UTF-8 show as `\xNN`. */
  readonly path: string;
  /** The same without the leading slash, where the path is not UTF-8. */
  readonly pathBytes?: Uint8Array;
  readonly type: EntryType;
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  /** Names; '' where the package has only numbers. */
  readonly owner: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
  /** Length in bytes; 0 for what has no content. */
  readonly size: number;
  /** Whole seconds since 1970. */
  readonly mtime: number;
  /** Of a link: where it points; of a hard link, a path in the package. Else ''. */
  readonly target: string;
  /** The same, where it is not UTF-8. */
  readonly targetBytes?: Uint8Array;
  /** Of the content as read: SHA-256, and what else the package tells. */
  readonly digests: Digests;
  readonly flags: readonly EntryFlag[];
  /** cap_to_text(3), for a file that has capabilities; rpm only. */
  readonly capabilities?: string;
  /** Why it is never extracted, if that is so. */
  readonly unsafe?: string;
}

export const RELATION_KINDS = [
  'depends',
  'preDepends',
  'recommends',
  'suggests',
  'enhances',
  'supplements',
  'conflicts',
  'breaks',
  'replaces',
  'provides',
] as const;

/** rpm's Requires are `depends`, its Obsoletes `replaces`; Debian's alternatives stay one item. */
export type RelationKind = (typeof RELATION_KINDS)[number];

export interface PackageScript {
  /** `preinstall`, `postremove`, ...; `trigger` for rpm's triggers; `install` for pacman's file. */
  readonly kind: string;
  /** The format's own name: `postinst`, `%post`, `.post-install`. */
  readonly name: string;
  /** What runs it, and its arguments; '' when the script says so itself. */
  readonly interpreter: string;
  readonly text: string;
}

/** Something that the package says of itself, held against what is there. */
export interface Check {
  /** `md5sums`, `header SHA-256`, `datahash`. */
  readonly name: string;
  readonly ok: boolean;
  /** How many digests or numbers were compared. */
  readonly compared: number;
  /** What is wrong: a line each, the first few. */
  readonly faults: readonly string[];
}

export interface PackageSignature {
  /** `_gpgorigin`, `RSA header`, `.SIGN.RSA.key.rsa.pub`. */
  readonly name: string;
  readonly kind: 'openpgp' | 'rsa' | 'pkcs7';
  /** Hex id of an OpenPGP key, name of an RSA one; '' when it does not say. */
  readonly key: string;
  /** `unchecked` without keys, `unknown-key` when none of them made it. */
  readonly state: 'unchecked' | 'unknown-key' | 'valid' | 'invalid';
  /** What was wrong, or who signed. */
  readonly detail: string;
}

/** What a package says of itself; '' or 0 where it says nothing. */
export interface PackageMetadata {
  readonly name: string;
  /** As its package manager compares it: `1:2.0-3`. */
  readonly version: string;
  /** By the format's own name. */
  readonly arch: string;
  /** First line of the description. */
  readonly summary: string;
  readonly description: string;
  readonly maintainer: string;
  readonly vendor: string;
  readonly homepage: string;
  readonly license: string;
  /** Section or group. */
  readonly section: string;
  readonly priority: string;
  /** What it was built from. */
  readonly source: string;
  /** Seconds since 1970. */
  readonly buildTime: number;
  /** Bytes, as the package states them. */
  readonly installedSize: number;
}

/** A file about the package, as it is in it: `control`, `.PKGINFO`, `AppxManifest.xml`. */
export interface ControlFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A package of any format, read back. */
export interface InspectedPackage {
  readonly format: FormatName;
  /** Path as given; '' for bytes. */
  readonly file: string;
  /** Length in bytes. */
  readonly size: number;
  /** How the files are compressed. */
  readonly compression: Compression | 'deflate';
  readonly metadata: PackageMetadata;
  /** Each in the format's own spelling. */
  readonly relations: Readonly<Record<RelationKind, readonly string[]>>;
  readonly scripts: readonly PackageScript[];
  /** In the order of the package. */
  readonly entries: readonly PackageEntry[];
  /** Every field, as it is written. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly controlFiles: readonly ControlFile[];
  readonly checks: readonly Check[];
  readonly signatures: readonly PackageSignature[];
  /** Oddities worth a look. */
  readonly notes: readonly string[];
}
