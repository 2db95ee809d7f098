import type { Warning } from '../errors.ts';
import type { FormatName } from '../model/package.ts';
import type { Content, ContentType } from '../model/recipe.ts';

/** Types that mean something to rpm alone. nfpm leaves them out of all other packages. */
const RPM_TYPES: ReadonlySet<ContentType> = new Set([
  'doc',
  'ghost',
  'licence',
  'license',
  'readme',
]);

const RPM_FORMATS: ReadonlySet<FormatName> = new Set(['rpm', 'srpm']);

/** Why a format cannot carry an item, and what says that this is meant. */
interface Reason {
  readonly why: string;
  readonly hint: string;
}

/**
 * Parts the items that a format carries from those that it cannot.
 * @param keepDocs whether documents are for every format
 */
export function carried(
  contents: readonly Content[],
  format: FormatName,
  keepDocs = false,
): { readonly contents: readonly Content[]; readonly warnings: readonly Warning[] } {
  const reasonOf = ({ type }: Content) => leftOut(type, format, keepDocs);
  return {
    contents: contents.filter((content) => !reasonOf(content)),
    warnings: contents.flatMap((content) => {
      const reason = reasonOf(content);
      if (!reason) return [];
      const message = `${content.dst} is left out: ${reason.why}`;
      return { code: 'content_left_out', message, place: content.place, hint: reason.hint };
    }),
  };
}

function leftOut(type: ContentType, format: FormatName, keepDocs: boolean): Reason | undefined {
  if (format === 'msix' && type === 'symlink') {
    return {
      why: 'packages for Windows have no links',
      hint: 'packager says which other format it is for',
    };
  }
  if (RPM_FORMATS.has(format) || !RPM_TYPES.has(type)) return undefined;
  if (keepDocs && type !== 'ghost') return undefined;
  return {
    why: `type ${type} is for rpm alone, and this package is ${format}`,
    hint:
      type === 'ghost'
        ? 'packager: rpm says that this is meant'
        : 'type file, or docs: all in jaco-pkg.yaml, puts it into every package; packager: rpm says that this is meant',
  };
}
