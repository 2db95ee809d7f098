import { type InspectOptions, inspect } from '../inspect.ts';
import type { InspectedPackage } from '../model.ts';
import { diffEntries } from './entries.ts';
import { diffMetadata } from './metadata.ts';
import type { EntryChange, PackageDiff, PackageRef } from './model.ts';
import { diffRelations } from './relations.ts';
import { diffControlFiles, diffScripts } from './scripts.ts';
import type { Sides } from './side.ts';
import { diffSignatures } from './signatures.ts';
import { patchOf, readTexts, TEXT_SIZE } from './texts.ts';

export interface DiffOptions extends InspectOptions {
  /** Whether times count: of the entries, of the build. Without, they do not. */
  readonly times?: boolean;
  /** Whether changed text files come with a unified diff; they do, unless this is false. */
  readonly texts?: boolean;
}

/**
 * Compares two packages: paths, or their bytes. Of two formats only what both have is compared,
 * whatever they call it; `notes` says what that leaves out. Throws what {@link inspect} throws.
 */
export async function diff(
  before: string | Uint8Array,
  after: string | Uint8Array,
  options: DiffOptions = {},
): Promise<PackageDiff> {
  const a = await inspect(before, options);
  const b = await inspect(after, options);
  const found = await diffInspected(a, b, options);
  if (options.texts === false) return found;
  const paths = new Set(found.entries.filter(isSmallFile).map(({ path }) => path));
  const old = await readTexts(before, paths, options);
  const now = old.size > 0 ? await readTexts(after, new Set(old.keys()), options) : old;
  return { ...found, entries: await withPatches(found.entries, old, now) };
}

/** The same of packages that are read already; files come without a unified diff. */
export async function diffInspected(
  before: InspectedPackage,
  after: InspectedPackage,
  { times = false }: Pick<DiffOptions, 'times'> = {},
): Promise<PackageDiff> {
  const notes: string[] = [];
  const note = (text: string) => {
    if (!notes.includes(text)) notes.push(text);
  };
  const isAcross = before.format !== after.format;
  const sides: Sides = { before, after, rules: { isAcross, times }, note };
  const found = {
    metadata: diffMetadata(sides),
    relations: diffRelations(sides),
    scripts: await diffScripts(sides),
    controlFiles: await diffControlFiles(sides),
    entries: diffEntries(sides),
    signatures: diffSignatures(sides),
  };
  for (const { file, checks } of [before, after]) {
    const wrong = checks.filter(({ ok }) => !ok).map(({ name }) => name);
    if (wrong.length > 0)
      note(`${file || 'a package'} is not what it says itself: ${wrong.join(', ')}`);
  }
  const same = Object.values(found).every((changes) => changes.length === 0);
  return { before: refOf(before), after: refOf(after), same, ...found, notes };
}

export function refOf({ file, format, size, metadata }: InspectedPackage): PackageRef {
  const { name, version, arch } = metadata;
  return { file, format, name, version, arch, size };
}

function isSmallFile({ change, before, after, changes }: EntryChange): boolean {
  return (
    change === 'changed' &&
    before?.type === 'file' &&
    after?.type === 'file' &&
    Math.max(before.size, after.size) <= TEXT_SIZE &&
    changes.some(({ what }) => what === 'content')
  );
}

async function withPatches(
  entries: readonly EntryChange[],
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Promise<EntryChange[]> {
  const patched: EntryChange[] = [];
  for (const entry of entries) {
    const [old, now] = [before.get(entry.path), after.get(entry.path)];
    const isBoth = entry.change === 'changed' && old !== undefined && now !== undefined;
    const patch = isBoth ? await patchOf(old, now) : undefined;
    patched.push(patch === undefined ? entry : { ...entry, patch });
  }
  return patched;
}
