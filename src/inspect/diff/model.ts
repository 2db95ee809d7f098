import type { FormatName } from '../../model/package.ts';
import type { PackageEntry } from '../model.ts';

/** Which package it is. */
export interface PackageRef {
  readonly file: string;
  readonly format: FormatName;
  readonly name: string;
  readonly version: string;
  readonly arch: string;
  /** Length in bytes. */
  readonly size: number;
}

/** A value that is another; '' where there was or is none. */
export interface ValueChange {
  /** `version`, `mode`, `Multi-Arch`. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** A list of which items came and went. */
export interface ListChange {
  readonly what: string;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** A script, or a file about the package. */
export interface TextChange {
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Hunks of a unified diff, where it is text and not too different. */
  readonly patch?: string;
}

export interface EntryChange {
  readonly path: string;
  readonly change: 'added' | 'removed' | 'moved' | 'changed';
  readonly before?: PackageEntry;
  readonly after?: PackageEntry;
  /** `type`, `mode`, `owner`, `size`, `content`, `target`, `flags`, `capabilities`, `mtime`. */
  readonly changes: readonly ValueChange[];
  /** Hunks of a unified diff, where it is a small text. */
  readonly patch?: string;
}

/** What is different between two packages. */
export interface PackageDiff {
  readonly before: PackageRef;
  readonly after: PackageRef;
  /** Whether nothing of what was compared is different. */
  readonly same: boolean;
  readonly metadata: readonly ValueChange[];
  /** By kind: `depends`, `provides`. */
  readonly relations: readonly ListChange[];
  readonly scripts: readonly TextChange[];
  /** Files about the package, besides those that all else here is read from. */
  readonly controlFiles: readonly TextChange[];
  /** Sorted by path. */
  readonly entries: readonly EntryChange[];
  readonly signatures: readonly ListChange[];
  /** What was not compared, because only one of the formats has it; and what is odd. */
  readonly notes: readonly string[];
}
