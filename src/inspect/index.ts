export { JacoPkgError } from '../errors.ts';
export { printable, printableLines } from '../model/printable.ts';
export type { Digests } from '../model/segment.ts';
export type { Compression } from './decompress/index.ts';
export { diffFolders, type FolderDiff } from './diff/folders.ts';
export { type DiffOptions, diff } from './diff/index.ts';
export type {
  EntryChange,
  ListChange,
  PackageDiff,
  PackageRef,
  TextChange,
  ValueChange,
} from './diff/model.ts';
export { readEntry } from './entry-content.ts';
export { type Extracted, type ExtractOptions, extract } from './extract/index.ts';
export { type InspectOptions, inspect } from './inspect.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export {
  type Check,
  type ControlFile,
  ENTRY_FLAGS,
  type EntryFlag,
  type EntryType,
  type InspectedPackage,
  type PackageEntry,
  type PackageMetadata,
  type PackageScript,
  type PackageSignature,
  RELATION_KINDS,
  type RelationKind,
} from './model.ts';
export type { ReadOptions } from './read-package.ts';
export type { Taker } from './walk.ts';
