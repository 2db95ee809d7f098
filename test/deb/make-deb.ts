import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deb } from '../../src/deb/index.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Package } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { dir, packageOf } from '../support/package.ts';

export interface DebPlan extends Partial<Omit<Package, 'deb' | 'relations'>> {
  readonly deb?: Partial<Package['deb']>;
  readonly relations?: Partial<Package['relations']>;
}

/** The small package, changed. */
export function debPackage(plan: DebPlan = {}): Package {
  const base = packageOf('deb');
  const deb = { ...base.deb, ...plan.deb };
  return { ...base, ...plan, deb, relations: { ...base.relations, ...plan.relations } };
}

/** Entries and the folders they are in, sorted as the pipeline does. */
export function withParents(entries: readonly Entry<Source>[]): Entry<Source>[] {
  const all = new Map(entries.map((entry) => [entry.path, entry]));
  for (const { path } of entries) {
    for (let at = path; at.lastIndexOf('/') > 0; ) {
      at = at.slice(0, at.lastIndexOf('/'));
      if (!all.has(at)) all.set(at, dir(at, { implicit: true }));
    }
  }
  const key = ({ path, type }: Entry<Source>) => Buffer.from(type === 'dir' ? `${path}/` : path);
  return [...all.values()].sort((a, b) => Buffer.compare(key(a), key(b)));
}

/** Writes a .deb under its conventional name; returns its path. */
export async function writeDeb(
  folder: string,
  plan: DebPlan,
  entries: readonly Entry<Source>[],
): Promise<string> {
  const pkg = debPackage(plan);
  const path = join(folder, deb.fileName(pkg));
  writeFileSync(path, await bytesOf(await deb.assemble(pkg, entries, memoryKit)));
  return path;
}
