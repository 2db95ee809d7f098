/** What a package may ask of the machine that reads it. Beyond: an error `package_too_large`. */
export interface Limits {
  /** Entries: files, folders, links. */
  readonly entries: number;
  /** Bytes of one path or link target. */
  readonly path: number;
  /** Folders within folders. */
  readonly depth: number;
  /** Bytes of one text that is taken apart: a control file, a script, an rpm tag. */
  readonly text: number;
  /** Bytes of all that has to be kept in memory: paths, control files, headers. */
  readonly memory: number;
  /** Bytes that come out of all decompressors together. */
  readonly unpacked: number;
  /** Bytes out of a decompressor for each that went in, once it has given {@link freely}. */
  readonly ratio: number;
  /** Bytes that a decompressor may give whatever its {@link ratio}. */
  readonly freely: number;
  /** Bytes of history that a decompressor may ask for. */
  readonly window: number;
}

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** More than any package known needs, and less than hurts. */
export const DEFAULT_LIMITS: Limits = {
  entries: 500_000,
  path: 4096,
  depth: 256,
  text: 8 * MIB,
  memory: 256 * MIB,
  unpacked: 64 * GIB,
  ratio: 250,
  freely: 256 * MIB,
  window: 128 * MIB,
};
