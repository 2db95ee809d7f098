import type { Cache, CacheOptions, Surroundings } from './cache/index.ts';

/** Opens the cache of a run; loads nothing for those without one. */
export async function openCache(
  options: CacheOptions | undefined,
  surroundings: Surroundings,
): Promise<Cache | undefined> {
  if (!options) return undefined;
  const { Cache } = await import('./cache/index.ts');
  const cache = new Cache(options, surroundings);
  await cache.open();
  return cache;
}
