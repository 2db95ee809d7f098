import { type Comparison, checkOf } from '../checks.ts';
import { listLines } from '../list-lines.ts';
import type { Check, PackageEntry } from '../model.ts';
import type { Reading } from '../reading.ts';
import { textOf } from '../text.ts';

/** deb-md5sums(5): lines of `MD5  PATH`, the path without its leading slash. */
export function md5sumsCheck(
  list: Uint8Array | undefined,
  entries: readonly PackageEntry[],
  reading: Reading,
): Check[] {
  return list ? [checkOf('md5sums', comparisons(list, entries, reading))] : [];
}

function* comparisons(
  list: Uint8Array,
  entries: readonly PackageEntry[],
  reading: Reading,
): Generator<Comparison> {
  const actual = new Map(entries.map(({ path, digests }) => [path, digests.md5]));
  for (const bytes of listLines(list, 'md5sums', reading)) {
    const line = textOf(bytes);
    const [, md5 = '', path = line] = /^([0-9a-fA-F]{32}) [ *](?:\.?\/)*(.*)$/.exec(line) ?? [];
    yield { what: `/${path}`, expected: md5.toLowerCase(), actual: actual.get(`/${path}`) };
  }
}
