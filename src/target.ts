import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { JacoPkgError, throwIfAny, type Warning } from './errors.ts';
import { formatNamed } from './formats.ts';
import type { FormatName, Package } from './model/package.ts';

interface Unplaced {
  readonly format: FormatName;
  readonly pkg: Package;
}

/**
 * Where each package goes: in a folder under its conventional name; or, for a single package, at
 * the path given. What is not there yet is a folder if it ends in a slash, or if there are several
 * packages. Two packages at one path are refused, and several in what is named as one is.
 */
export async function withPaths<P extends Unplaced>(
  packages: readonly P[],
  target: string | undefined,
  cwd: string,
): Promise<(P & { readonly path: string })[]> {
  const place = resolve(cwd, target ?? '.');
  const stats = await stat(place).catch(() => undefined);
  const isMeant = packages.length > 1 || /[/\\]$/.test(target ?? '');
  if (isMeant && stats && !stats.isDirectory()) {
    throw new JacoPkgError({
      code: 'target_unwritable',
      message: `the target ${target} is not a folder`,
      hint: 'choose another target, or build one package at a time',
    });
  }
  if (packages.length > 1 && !stats) assertFolderName(target ?? '', packages.length);
  const isFolder = stats?.isDirectory() ?? isMeant;
  const placed = packages.map((item) => ({
    ...item,
    path: isFolder ? join(place, formatNamed(item.format).fileName(item.pkg)) : place,
  }));
  assertDistinct(placed);
  return placed;
}

/** Endings that say what is in a file, the longest that fits. */
const TELLING = /\.(?:deb|(?:src\.)?rpm|apk|ipk|msix|tgz|(?:pkg\.)?tar(?:\.(?:gz|xz|zst|lzma))?)$/;

/** A slash at its end says that a folder is meant, whatever it is called. */
function assertFolderName(target: string, count: number): void {
  if (endingOf(target) === undefined) return;
  throw new JacoPkgError({
    code: 'usage',
    message: `there are ${count} packages for ${target}, which is the name of one`,
    hint: `several need a folder; for one of this name, ${target}/`,
  });
}

/** Says of a file that was named by the user where its ending belongs to something else. */
export function endingWarnings(
  packages: readonly (Unplaced & { readonly path: string })[],
): Warning[] {
  return packages.flatMap(({ format, pkg, path }) => {
    const own = endingOf(formatNamed(format).fileName(pkg));
    const given = endingOf(path);
    if (given === undefined || own === undefined || own.endsWith(given)) return [];
    return {
      code: 'target_ending' as const,
      message: `what is written ends in ${own} elsewhere`,
      place: { file: basename(path) },
      hint: 'name the file after its format and compression, or set those to what its name says',
    };
  });
}

function endingOf(name: string): string | undefined {
  return TELLING.exec(name)?.[0].replace(/\.tgz$/, '.tar.gz');
}

function assertDistinct(packages: readonly (Unplaced & { readonly path: string })[]): void {
  const taken = new Map<string, Unplaced>();
  throwIfAny(
    packages.flatMap((item) => {
      const other = taken.get(item.path);
      taken.set(item.path, item);
      if (!other) return [];
      return {
        code: 'target_conflict' as const,
        message: `two packages would be named ${basename(item.path)}: ${label(other)} and ${label(item)}`,
        hint: 'give them different names, or targets of their own',
      };
    }),
  );
}

function label({ format, pkg }: Unplaced): string {
  return `${format} for ${pkg.arch}`;
}
