import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { rpm } from '../../src/rpm/index.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { packageOf } from '../support/package.ts';

/** The bytes of a small package. */
export async function rpmOf(
  change: Partial<Package> = {},
  entries: readonly Entry<Source>[] = [],
): Promise<Buffer> {
  return bytesOf(await rpm.assemble(packageOf('rpm', change), entries, memoryKit));
}

/** Writes a small package into a folder, under its conventional name; returns its path. */
export async function writeRpm(
  folder: string,
  change: Partial<Package> = {},
  entries: readonly Entry<Source>[] = [],
): Promise<string> {
  const path = join(folder, rpm.fileName(packageOf('rpm', change)));
  writeFileSync(path, await rpmOf(change, entries));
  return path;
}
