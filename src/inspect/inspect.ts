import type { Limits } from './limits.ts';
import type { EntryFlag, InspectedPackage, PackageEntry, RelationKind } from './model.ts';
import { RELATION_KINDS } from './model.ts';
import { Reading } from './reading.ts';
import { recognise } from './recognise.ts';
import { detachedSignatures } from './signatures/detached.ts';
import { readKeys } from './signatures/keys.ts';
import { verifySignatures } from './signatures/verify.ts';
import { openPackage } from './source.ts';
import { walk } from './walk.ts';

export interface InspectOptions {
  /** In place of single ones of the defaults. */
  readonly limits?: Partial<Limits>;
  /**
   * Paths of public keys to verify signatures with: OpenPGP, or RSA in PEM for apk. Without any,
   * signatures are only listed.
   */
  readonly keys?: readonly string[];
}

/**
 * Reads a package of any format, wherever it was made: a path, or its bytes. What it is, is told
 * by its content. Throws JacoPkgError: `package_unreadable`, `package_unsupported`,
 * `package_malformed` or `package_too_large`, with the place in the file.
 */
export async function inspect(
  input: string | Uint8Array,
  options: InspectOptions = {},
): Promise<InspectedPackage> {
  const name = typeof input === 'string' ? input : '';
  const reading = new Reading(name, options.limits);
  const file = await openPackage(input, reading);
  try {
    const reader = await recognise(file, reading);
    const keys = options.keys && (await readKeys(options.keys));
    const { entries, facts } = await walk(reader(file, reading), reading);
    if (!facts) throw new TypeError('nobody asked to stop');
    const { checks, signatures, relations, flagsOf, ...rest } = facts;
    const flagged = entries.map((entry) => withFlags(entry, flagsOf?.(entry.path) ?? []));
    const claims = [...signatures, ...(await detachedSignatures(file, facts.format))];
    return {
      ...rest,
      file: name,
      size: file.size,
      entries: flagged,
      relations: allRelations(relations),
      checks: checks(flagged),
      signatures: await verifySignatures(claims, keys),
      notes: reading.notes,
    };
  } finally {
    await file.close();
  }
}

function withFlags(entry: PackageEntry, flags: readonly EntryFlag[]): PackageEntry {
  const isFile = entry.type === 'file' || entry.type === 'hardlink';
  return isFile && flags.length > 0 ? { ...entry, flags } : entry;
}

function allRelations(some: Partial<InspectedPackage['relations']>): InspectedPackage['relations'] {
  const pairs = RELATION_KINDS.map((kind) => [kind, some[kind] ?? []] as const);
  return Object.fromEntries(pairs) as Record<RelationKind, readonly string[]>;
}
