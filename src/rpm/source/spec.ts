// The spec file, by rpm's docs/manual/spec.md. Its first source is a tar of all files, the others
// are the scriptlets, byte for byte.
import type { Entry } from '../../model/entry.ts';
import type { Package } from '../../model/package.ts';
import { changelogSection } from './changelog.ts';
import { literal } from './escape.ts';
import { filesSection } from './files-section.ts';
import { macros } from './macros.ts';
import { preamble } from './preamble.ts';
import { scriptlets, scriptSection } from './scriptlets.ts';
import { scriptName, tarName } from './sources.ts';

export function spec(pkg: Package, entries: readonly Entry<unknown>[]): string {
  const scripts = scriptlets(pkg).map((scriptlet) => ({
    scriptlet,
    name: scriptName(pkg, scriptlet),
  }));
  const sources = [tarName(pkg), ...scripts.map(({ name }) => name)];
  const sections = [
    macros(pkg),
    preamble(pkg, sources),
    `%description\n${literal(pkg.description).trimEnd()}\n`,
    prep(scripts.map(({ name }) => name)),
    '%build\n',
    '%install\nmkdir -p "%{buildroot}"\ntar -xpof "%{SOURCE0}" -C "%{buildroot}"\n',
    ...scripts.map(({ scriptlet, name }) => scriptSection(scriptlet, name)),
    filesSection(pkg, entries),
    changelogSection(pkg.changelog),
  ];
  return sections.filter(Boolean).join('\n');
}

/** Puts the scripts where `-f` looks for them, which expands macros in them. */
function prep(names: readonly string[]): string {
  const copies = names.map(
    (name, i) => `sed 's/%%/%%%%/g' "%{SOURCE${i + 1}}" > '${literal(name)}'\n`,
  );
  return `%prep\n%setup -q -c -T\n${copies.join('')}`;
}
