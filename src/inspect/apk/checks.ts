import { createHash } from 'node:crypto';
import { type Comparison, checkOf } from '../checks.ts';
import type { Check, PackageEntry } from '../model.ts';
import { firstValue, type Pairs } from '../pkginfo.ts';
import type { Source } from '../source.ts';

/** The SHA-256 of the data section that .PKGINFO states. */
export async function dataHash(pairs: Pairs, data: Source): Promise<Check[]> {
  const expected = firstValue(pairs, 'datahash');
  if (expected === '') return [];
  const hash = createHash('sha256');
  for await (const chunk of data.chunks()) hash.update(chunk);
  return [checkOf('datahash', [{ what: 'data', expected, actual: hash.digest('hex') }])];
}

/** The SHA-1 that the tar headers state: of a file's content, of a link's target. */
export function fileChecks(
  sums: ReadonlyMap<string, string>,
  entries: readonly PackageEntry[],
): Check[] {
  const compared: Comparison[] = entries.flatMap(({ path, type, target, digests }) => {
    const expected = sums.get(path);
    if (expected === undefined || (type !== 'file' && type !== 'symlink')) return [];
    const ofTarget = () => createHash('sha1').update(target).digest('hex');
    return [{ what: path, expected, actual: type === 'file' ? digests.sha1 : ofTarget() }];
  });
  return compared.length > 0 ? [checkOf('file digests (sha1)', compared)] : [];
}
