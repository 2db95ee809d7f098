import { type Comparison, checkOf } from '../checks.ts';
import type { Check, PackageEntry } from '../model.ts';

/** deb-md5sums(5): lines of `MD5  PATH`, the path without its leading slash. */
export function md5sumsCheck(text: string | undefined, entries: readonly PackageEntry[]): Check[] {
  if (text === undefined) return [];
  const actual = new Map(entries.map(({ path, digests }) => [path, digests.md5]));
  const compared: Comparison[] = text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, md5 = '', path = line] = /^([0-9a-fA-F]{32}) [ *](?:\.?\/)*(.*)$/.exec(line) ?? [];
      return { what: `/${path}`, expected: md5.toLowerCase(), actual: actual.get(`/${path}`) };
    });
  return [checkOf('md5sums', compared)];
}
