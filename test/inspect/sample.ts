// One package, written in every format, to be read back.
import type { Entry } from '../../src/model/entry.ts';
import type { Format } from '../../src/model/format.ts';
import type { Package } from '../../src/model/package.ts';
import type { Source } from '../../src/model/segment.ts';
import { bytesOf, memoryKit } from '../support/kit.ts';
import { dir, file, packageOf, script, symlink } from '../support/package.ts';

export const ENTRIES: readonly Entry<Source>[] = [
  dir('/etc', { implicit: true }),
  dir('/etc/sundial', { mode: 0o750, group: 'adm' }),
  file('/etc/sundial/sundial.conf', 'latitude = 52\n', { role: 'config|noreplace' }),
  dir('/usr', { implicit: true }),
  dir('/usr/bin', { implicit: true }),
  file('/usr/bin/sundial', '#!/bin/sh\ndate +%H\n', { mode: 0o4755 }),
  symlink('/usr/bin/dial', 'sundial'),
  dir('/usr/share', { implicit: true }),
  dir('/usr/share/sundial', { implicit: true }),
  file(`/usr/share/sundial/${'shadow'.repeat(20)} ß`, 'x'.repeat(70_000), { mtime: 1_600_000_000 }),
];

/** The sample with this in place of what has the same path, or besides. */
export function withEntry(...entries: readonly Entry<Source>[]): readonly Entry<Source>[] {
  const paths = new Set(entries.map(({ path }) => path));
  return [...ENTRIES.filter(({ path }) => !paths.has(path)), ...entries].sort((a, b) =>
    Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)),
  );
}

/** The package as the format's writer makes it. */
export async function written(
  format: Format,
  change: Partial<Package> = {},
  entries: readonly Entry<Source>[] = ENTRIES,
): Promise<Buffer> {
  const base = packageOf(format.name);
  const pkg = {
    ...base,
    relations: {
      ...base.relations,
      depends: ['clock'],
      conflicts: ['moondial'],
      provides: ['dial'],
    },
    scripts: {
      preinstall: script('#!/bin/sh\nset -e\necho before\n'),
      postremove: script('#!/bin/sh\nset -e\necho gone\n'),
    },
    ...change,
  };
  return bytesOf(await format.assemble(pkg, entries, memoryKit));
}

/** What a package in memory is, in the errors of readers: code and place. */
export async function refusal(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error && 'problems' in error && Array.isArray(error.problems)) {
      const { code, place } = error.problems[0];
      return { code, ...place };
    }
    throw error;
  }
  return undefined;
}
