import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { JacoPkgError, reasonOf } from '../errors.ts';
import { compareUtf8 } from '../model/order.ts';
import { canonicalArch } from './diff/arches.ts';
import { type InspectOptions, inspect } from './inspect.ts';
import type { InspectedPackage } from './model.ts';

/** Names that packages have. */
const PACKAGE = /\.(u?deb|rpm|apk|ipk|msix|appx|tar|tgz|tar\.(gz|xz|zst|bz2|lzma))$/;

/** All packages in a folder, by the endings of their names; sorted by name. */
export async function inspectFolder(
  folder: string,
  options: InspectOptions = {},
): Promise<InspectedPackage[]> {
  const found: InspectedPackage[] = [];
  for (const name of await packageNamesIn(folder)) {
    found.push(await inspect(join(folder, name), options));
  }
  return found;
}

/** Undefined for what is no folder: it is for whoever reads it to say what it is. */
export async function packagesIfFolder(path: string): Promise<string[] | undefined> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isDirectory() ? packageNamesIn(path) : undefined;
}

async function packageNamesIn(folder: string): Promise<string[]> {
  const names = (await namesIn(folder)).filter((each) => PACKAGE.test(each)).sort(compareUtf8);
  if (names.length > 0) return names;
  throw new JacoPkgError({
    code: 'package_unreadable',
    message: 'there is no package in the folder',
    place: { file: folder },
  });
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  } catch (cause) {
    const message = `cannot be read: ${reasonOf(cause)}`;
    const problem = { code: 'package_unreadable', message, place: { file: folder } } as const;
    throw new JacoPkgError(problem, { cause });
  }
}

/** Two packages that are the same but for their version; or one that has no other. */
export interface Pair {
  readonly before?: InspectedPackage;
  readonly after?: InspectedPackage;
}

/** Pairs packages by format, name and architecture; in the order of `after`, then of `before`. */
export function pairUp(
  before: readonly InspectedPackage[],
  after: readonly InspectedPackage[],
): Pair[] {
  const left = [...before];
  const pairs: Pair[] = after.map((now) => {
    const at = left.findIndex((old) => keyOf(old) === keyOf(now));
    const [old] = at < 0 ? [] : left.splice(at, 1);
    return { after: now, ...(old && { before: old }) };
  });
  return [...pairs, ...left.map((old) => ({ before: old }))];
}

function keyOf({ format, metadata, file }: InspectedPackage): string {
  const { name, arch } = metadata;
  // An archive says no name of its own: that of the file, without what looks like a version.
  const known = name || (file.split('/').at(-1) ?? '').replace(/[-_]?v?\d+(\.\d+)+([.+~]\w+)*/, '');
  return [format, known, canonicalArch(arch)].join('\n');
}
