import type { PackageEntry } from '../model.ts';

/** The entries of an archive that holds one folder, by their paths in it; of others, as they are. */
export function withoutTopFolder(entries: readonly PackageEntry[]): readonly PackageEntry[] {
  const [top = '', ...others] = new Set(entries.map(({ path }) => path.split('/', 2)[1]));
  const isFolder = entries.some(({ path }) => path !== `/${top}`);
  if (others.length > 0 || !isFolder) return entries;
  const below = (path: string) => path.slice(top.length + 1) || '/';
  return entries.map((entry) => ({
    ...entry,
    path: below(entry.path),
    ...(entry.type === 'hardlink' && { target: below(entry.target) }),
  }));
}
