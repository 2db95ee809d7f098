import type { ControlFile, InspectedPackage, PackageMetadata, PackageScript } from '../model.ts';
import { allValues, firstValue, type Pairs, sharedMetadata } from '../pkginfo.ts';
import type { Reading } from '../reading.ts';

/** Files of the control section that apk runs: apk-package(5). */
const SCRIPTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '.pre-install': 'preinstall',
    '.post-install': 'postinstall',
    '.pre-upgrade': 'preupgrade',
    '.post-upgrade': 'postupgrade',
    '.pre-deinstall': 'preremove',
    '.post-deinstall': 'postremove',
    '.trigger': 'trigger',
  }),
);

export function apkMetadata(pairs: Pairs): PackageMetadata {
  const shared = sharedMetadata(pairs);
  return {
    ...shared,
    maintainer: firstValue(pairs, 'maintainer') || shared.maintainer,
    license: firstValue(pairs, 'license'),
    source: firstValue(pairs, 'origin'),
  };
}

/** A dependency with `!` before it is a conflict. */
export function apkRelations(pairs: Pairs): Partial<InspectedPackage['relations']> {
  const depends = allValues(pairs, 'depend');
  return {
    depends: depends.filter((item) => !item.startsWith('!')),
    conflicts: depends.filter((item) => item.startsWith('!')).map((item) => item.slice(1)),
    provides: allValues(pairs, 'provides'),
    replaces: allValues(pairs, 'replaces'),
    supplements: allValues(pairs, 'install_if'),
  };
}

export function apkScripts(files: readonly ControlFile[], reading: Reading): PackageScript[] {
  return files.flatMap(({ name, bytes }) => {
    const kind = SCRIPTS.get(name);
    if (kind === undefined) return [];
    return [{ kind, name, interpreter: '', text: reading.text(bytes, { member: name }) }];
  });
}
