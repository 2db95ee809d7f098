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

/**
 * Parts the items that a format carries from those that it cannot.
 * @param keepDocs whether documents are for every format
 */
export function carried(
  contents: readonly Content[],
  format: FormatName,
  keepDocs = false,
): { readonly contents: readonly Content[]; readonly warnings: readonly Warning[] } {
  if (RPM_FORMATS.has(format)) return { contents, warnings: [] };
  const isLeftOut = ({ type }: Content) => RPM_TYPES.has(type) && !(keepDocs && type !== 'ghost');
  return {
    contents: contents.filter((content) => !isLeftOut(content)),
    warnings: contents.filter(isLeftOut).map(({ type, dst, place }) => ({
      code: 'content_left_out',
      message: `${dst} is left out: type ${type} is for rpm alone, and this package is ${format}`,
      place,
      hint:
        type === 'ghost'
          ? 'packager: rpm says that this is meant'
          : 'type file, or docs: all in jaco-pkg.yaml, puts it into every package; packager: rpm says that this is meant',
    })),
  };
}
