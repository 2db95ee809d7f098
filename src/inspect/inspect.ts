import type { EntryFlag, InspectedPackage, PackageEntry, RelationKind } from './model.ts';
import { RELATION_KINDS } from './model.ts';
import { type ReadOptions, withPackage } from './read-package.ts';
import { detachedSignatures } from './signatures/detached.ts';
import { readKeys } from './signatures/keys.ts';
import { verifySignatures } from './signatures/verify.ts';
import { type Taker, walk } from './walk.ts';

export interface InspectOptions extends ReadOptions {
  /**
   * Paths of public keys to verify signatures with: OpenPGP, or RSA in PEM for apk. Without any,
   * signatures are only listed.
   */
  readonly keys?: readonly string[];
  /** Who takes the content of an entry, if anybody: it is read anyway, for its digests. */
  readonly onContent?: (entry: PackageEntry) => Taker | undefined;
}

/**
 * Reads a package of any format, wherever it was made: a path, or its bytes. What it is, is told
 * by its content.
 * @throws JacoPkgError `package_unreadable`, `package_unsupported`, `package_malformed` or
 * `package_too_large`, with the place in the file; `key_unreadable` or `key_invalid` for a file of
 * `keys`. When `signal` is aborted, the promise rejects with its reason.
 */
export async function inspect(
  input: string | Uint8Array,
  options: InspectOptions = {},
): Promise<InspectedPackage> {
  return withPackage(input, options, async ({ file, reading, found }) => {
    const keys = options.keys && (await readKeys(options.keys));
    const { onContent } = options;
    const sink = onContent && { open: async (entry: PackageEntry) => onContent(entry) };
    const { entries, facts } = await walk(found, reading, sink);
    if (!facts) throw new TypeError('nobody asked to stop');
    const { checks, signatures, relations, flagsOf, ...rest } = facts;
    const flagged = entries.map((entry) => withFlags(entry, flagsOf?.(entry.path) ?? []));
    const claims = [...signatures, ...(await detachedSignatures(file, facts.format))];
    return {
      ...rest,
      file: reading.file,
      size: file.size,
      entries: flagged,
      relations: allRelations(relations),
      checks: checks(flagged),
      signatures: await verifySignatures(claims, keys),
      notes: reading.notes,
    };
  });
}

function withFlags(entry: PackageEntry, flags: readonly EntryFlag[]): PackageEntry {
  const isFile = entry.type === 'file' || entry.type === 'hardlink';
  return isFile && flags.length > 0 ? { ...entry, flags } : entry;
}

function allRelations(some: Partial<InspectedPackage['relations']>): InspectedPackage['relations'] {
  const pairs = RELATION_KINDS.map((kind) => [kind, some[kind] ?? []] as const);
  return Object.fromEntries(pairs) as Record<RelationKind, readonly string[]>;
}
