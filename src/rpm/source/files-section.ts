import type { Entry, FileRole } from '../../model/entry.ts';
import type { Package } from '../../model/package.ts';
import { literal } from './escape.ts';
import { spell } from './paths.ts';

const ROLES: Readonly<Record<FileRole, string>> = {
  plain: '',
  config: '%config',
  'config|noreplace': '%config(noreplace)',
  'config|missingok': '%config(missingok)',
  doc: '%doc',
  license: '%license',
  readme: '%readme',
};

/** `%files`: a line for each path that is the package's. */
export function filesSection(pkg: Package, entries: readonly Entry<unknown>[]): string {
  const lines = entries
    .filter((entry) => entry.type !== 'dir' || !entry.implicit)
    .map((entry) => [...directives(pkg, entry), spell(entry.path)].filter(Boolean).join(' '));
  return ['%files', ...lines, ''].join('\n');
}

function directives(pkg: Package, entry: Entry<unknown>): string[] {
  const { owner, group } = entry;
  const mode = entry.type === 'symlink' ? '-' : entry.mode.toString(8).padStart(4, '0');
  const attributes = `%attr(${mode}, ${literal(owner)}, ${literal(group)})`;
  switch (entry.type) {
    case 'file': {
      const capabilities = pkg.rpm.capabilities[entry.path];
      return [
        attributes,
        ROLES[entry.role],
        entry.lang && `%lang(${literal(entry.lang)})`,
        capabilities ? `%caps(${literal(capabilities)})` : '',
      ];
    }
    case 'dir':
      return ['%dir', attributes];
    case 'ghost':
      return ['%ghost', attributes];
    case 'symlink':
      return [attributes];
  }
}
