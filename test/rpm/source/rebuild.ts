// Source packages, and what rpmbuild makes of them.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../../src/model/entry.ts';
import type { Kit } from '../../../src/model/format.ts';
import type { Package } from '../../../src/model/package.ts';
import type { Source } from '../../../src/model/segment.ts';
import { srpm } from '../../../src/rpm/source/index.ts';
import { bytesOf, memoryKit } from '../../support/kit.ts';
import { packageOf, TIME } from '../../support/package.ts';
import { output } from '../../support/tools.ts';

/** The bytes of a source package. */
export async function srpmOf(
  change: Partial<Package> = {},
  entries: readonly Entry<Source>[] = [],
  kit: Kit = memoryKit,
): Promise<Buffer> {
  return bytesOf(await srpm.assemble(packageOf('srpm', change), entries, kit));
}

/** Macros for rpmbuild: its folders, and what would differ from one machine to the next. */
export function rpmbuildArgs(topdir: string, macros: Readonly<Record<string, string>> = {}) {
  const settings = {
    _topdir: topdir,
    _buildhost: 'localhost',
    use_source_date_epoch_as_buildtime: '1',
    ...macros,
  };
  return Object.entries(settings).flatMap(([key, value]) => ['-D', `${key} ${value}`]);
}

/** The binary package that `rpmbuild --rebuild` makes of a source package. */
export function rebuild(source: Buffer, topdir: string, target = 'x86_64'): Buffer {
  mkdirSync(topdir, { recursive: true });
  const path = join(topdir, 'given.src.rpm');
  writeFileSync(path, source);
  const env = { SOURCE_DATE_EPOCH: String(TIME) };
  output('rpmbuild', ['--rebuild', '--quiet', ...rpmbuildArgs(topdir), '--target', target, path], {
    env,
  });
  const found = readdirSync(join(topdir, 'RPMS'), { recursive: true, encoding: 'utf8' });
  const [built, ...more] = found.filter((name) => name.endsWith('.rpm'));
  if (!built || more.length > 0) throw new Error(`rpmbuild made ${found.join(', ')}`);
  return readFileSync(join(topdir, 'RPMS', built));
}
