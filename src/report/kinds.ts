import type { PackageEntry } from '../inspect/index.ts';

/** What files are for, by where they are; in the order of the legend. */
export const KINDS = [
  ['program', 'programs'],
  ['library', 'libraries'],
  ['config', 'configuration'],
  ['doc', 'documentation'],
  ['locale', 'translations'],
  ['data', 'data'],
] as const;

export type Kind = (typeof KINDS)[number][0];

const DOCUMENTS =
  /^\/usr(\/local)?\/share\/(doc|man|info|licenses|gtk-doc|help)\/|^\/[^/]*\.md$|^\/(LICENSE|README)/;
const LIBRARIES =
  /\.(so(\.[\d.]+)?|a|o|ko(\.\w+)?|dll|dylib|jar|node|gresource)$|^\/(usr\/)?lib(32|64|x32)?\/([^/]+-linux-[^/]+\/)?[^/]*\.so/;
const TRANSLATIONS = /\/locale\/|\/LC_MESSAGES\/|\.(mo|qm)$/;

export function kindOf({ path, mode, flags }: PackageEntry): Kind {
  if (flags.includes('config') || path.startsWith('/etc/')) return 'config';
  if (TRANSLATIONS.test(path)) return 'locale';
  if (DOCUMENTS.test(path) || flags.includes('doc') || flags.includes('license')) return 'doc';
  if (LIBRARIES.test(path)) return 'library';
  return (mode & 0o111) !== 0 ? 'program' : 'data';
}
