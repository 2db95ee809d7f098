import { basename } from 'node:path';
import type { FormatName } from '../../model/package.ts';
import type { PackageFile } from '../source.ts';
import type { SignatureClaim } from './claim.ts';
import { readSmallFile } from './small-file.ts';

const MAX_SIZE = 1024 * 1024;

/** Formats that are signed by a file beside them, and what its name ends with. */
const SUFFIXES: Readonly<Partial<Record<FormatName, readonly string[]>>> = {
  archlinux: ['.sig'],
  ipk: ['.asc'],
  tarball: ['.asc', '.sig'],
};

/** Signatures that stand beside the package. */
export async function detachedSignatures(
  file: PackageFile,
  format: FormatName,
): Promise<SignatureClaim[]> {
  const { path } = file;
  if (path === undefined) return [];
  const claims: SignatureClaim[] = [];
  for (const suffix of SUFFIXES[format] ?? []) {
    const bytes = await readSmallFile(`${path}${suffix}`, MAX_SIZE).catch(() => undefined);
    if (!bytes) continue;
    const name = basename(`${path}${suffix}`);
    claims.push({ name, form: 'openpgp', signature: async () => bytes, data: () => file.chunks() });
  }
  return claims;
}
