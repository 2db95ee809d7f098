/**
 * Names a file on disk, so that two paths to one file (a hard link, a path written twice) are
 * known to be one. Some file systems number beyond 2^53, where a number is no longer exact; there
 * the path tells files apart.
 */
export function fileIdentity(
  stats: { readonly dev: number; readonly ino: number },
  path: string,
): string {
  const identity = `${stats.dev}:${stats.ino}`;
  return Number.isSafeInteger(stats.ino) ? identity : `${identity}:${path}`;
}
