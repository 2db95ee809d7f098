import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { JacoPkgError, throwIfAny } from './errors.ts';
import { formatNamed } from './formats.ts';
import type { FormatName, Package } from './model/package.ts';

interface Unplaced {
  readonly format: FormatName;
  readonly pkg: Package;
}

/**
 * Where each package goes: in a folder under its conventional name; or, for a single package, at
 * the path given. What is not there yet is a folder if it ends in a slash, or if there are several
 * packages. Two packages at one path are refused.
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
  const isFolder = stats?.isDirectory() ?? isMeant;
  const placed = packages.map((item) => ({
    ...item,
    path: isFolder ? join(place, formatNamed(item.format).fileName(item.pkg)) : place,
  }));
  assertDistinct(placed);
  return placed;
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
