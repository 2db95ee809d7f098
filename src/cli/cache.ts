import { type Command, InvalidArgumentError } from 'commander';
import { JacoPkgError } from '../errors.ts';
import type { BuildOptions } from '../index.ts';
import type { Io } from './io.ts';

/** Flags of commands that can use a cache. */
export interface CacheFlags {
  /** A folder, true for the usual one, false for none at all. */
  readonly cache?: string | boolean;
  /** Bytes. */
  readonly cacheSize?: number;
}

export function addCacheOptions(command: Command): Command {
  return command
    .option('--cache [folder]', 'keep what was compressed for the next time')
    .option('--no-cache', 'do not use a cache, even with JACO_PKG_CACHE set')
    .option(
      '--cache-size <size>',
      'maximum size of the cache, such as 500M (default: 1G)',
      bytesOf,
    );
}

/** For the help of these commands. */
export const CACHE_HELP = `

Cache:
  --cache keeps compressed files in a folder of the user, so that what did not change need not be
  compressed again; --cache=FOLDER, or JACO_PKG_CACHE, names another. The packages are the same.`;

/**
 * The cache that flags or the environment ask for.
 * @throws JacoPkgError `usage` for the size of none
 */
export function cacheOf(flags: CacheFlags, { env }: Io): Pick<BuildOptions, 'cache'> {
  const named = typeof flags.cache === 'string' ? flags.cache : env['JACO_PKG_CACHE'];
  if (flags.cache === false) return {};
  if (flags.cache === undefined && !named) {
    if (flags.cacheSize === undefined) return {};
    const hint = 'add --cache, or set JACO_PKG_CACHE';
    const message = '--cache-size is of a cache, and none is used';
    throw new JacoPkgError({ code: 'usage', message, hint });
  }
  return {
    cache: {
      ...(named && { folder: named }),
      ...(flags.cacheSize !== undefined && { size: flags.cacheSize }),
    },
  };
}

const UNITS = ['', 'K', 'M', 'G', 'T'];

/** `500M`, `2GiB`, or a number of bytes. */
function bytesOf(text: string): number {
  const [, digits, unit = ''] = /^(\d{1,12})([KMGT]?)(?:i?B)?$/i.exec(text) ?? [];
  if (digits === undefined)
    throw new InvalidArgumentError('It is a number, with K, M, G or T behind it.');
  return Number(digits) * 1024 ** UNITS.indexOf(unit.toUpperCase());
}
