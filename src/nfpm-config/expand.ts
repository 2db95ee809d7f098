import { change, type Shifted, withoutEmpty } from './change.ts';
import type { ContentSettings } from './schema/index.ts';

/** Keys whose variables are expanded; `*` is every key of a map. */
export interface ExpandedKeys {
  readonly texts: readonly string[];
  /** Their items are trimmed as well, and left out when nothing remains. */
  readonly lists: readonly string[];
}

const RELATIONS = ['conflicts', 'depends', 'provides', 'recommends', 'replaces', 'suggests'];

/**
 * Where nfpm expands, and `deb.breaks` with the other relations: a variable left as it is would
 * only make a package that dpkg refuses.
 */
const LISTS = [...RELATIONS, 'rpm.requires.post', 'deb.breaks'];

export const CONFIG_KEYS: ExpandedKeys = {
  texts: [
    ...['name', 'arch', 'platform', 'version', 'release', 'prerelease'],
    ...['maintainer', 'description', 'vendor', 'homepage'],
    ...['deb.signature.key_file', 'rpm.signature.key_file', 'apk.signature.key_file'],
    ...['deb.signature.key_id', 'rpm.signature.key_id', 'apk.signature.key_id'],
    ...['rpm.packager', 'deb.fields.*', 'ipk.fields.*'],
    ...['msix.publisher', 'msix.signature.pfx_file'],
  ],
  lists: [...LISTS, 'deb.predepends', 'ipk.predepends'],
};

/** The same for a section of `overrides`, where nfpm expands less. */
export const OVERRIDE_KEYS: ExpandedKeys = { texts: [], lists: LISTS };

/** Further lists that empty items are left out of, once overrides are in them. */
export const FILLED_LISTS: readonly string[] = [
  'deb.predepends',
  'deb.triggers.*',
  'ipk.predepends',
  'ipk.tags',
  'rpm.prefixes',
];

interface Expandable {
  readonly contents?: readonly ContentSettings[] | undefined;
}

/** Replaces the variables in the text at a key. */
export type Expand = (text: string, key: string) => string;

/** An item whose variables were replaced. */
export interface ExpandedContent extends ContentSettings {
  /** Its `src` before that, where it was another. */
  readonly written?: string;
}

/** A copy with the variables expanded. */
export function expandKeys<Section extends Expandable>(
  section: Section,
  keys: ExpandedKeys,
  expand: Expand,
  shifted: Shifted,
): Section {
  let result: unknown = section;
  for (const key of keys.texts) {
    result = change(result, key.split('.'), (value, at) => {
      return typeof value === 'string' ? expand(value, at) : value;
    });
  }
  for (const key of keys.lists) {
    result = change(result, key.split('.'), (value) => {
      if (!Array.isArray(value)) return value;
      const items = value.map((item, index) => expand(String(item), `${key}[${index}]`).trim());
      return withoutEmpty(items, key, shifted);
    });
  }
  result = change(result, ['contents'], () => {
    return section.contents?.map((item, index) => {
      return item.expand ? expandContent(item, `contents[${index}]`, expand) : item;
    });
  });
  return result as Section;
}

function expandContent(item: ContentSettings, at: string, expand: Expand): ExpandedContent {
  const written = item.src ?? '';
  const src = expand(written, `${at}.src`).trim();
  const dst = expand(item.dst, `${at}.dst`).trim();
  return { ...item, src, dst, ...(src !== written.trim() && { written }) };
}
