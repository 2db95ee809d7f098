import type { LeftOut } from '../model/left-out.ts';
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
  /** Absent where nothing is lost. */
  readonly hint?: string;
}

/**
 * Parts the items that a format carries from those that it cannot. Nobody is told of a ghost: it is
 * a file that rpm gets to know of, and no file.
 * @param keepDocs whether documents are for every format
 */
export function carried(
  contents: readonly Content[],
  format: FormatName,
  keepDocs = false,
): { readonly contents: readonly Content[]; readonly leftOut: readonly LeftOut[] } {
  const reasonOf = ({ type }: Content) => leftOut(type, format, keepDocs);
  return {
    contents: contents.filter((content) => !reasonOf(content)),
    leftOut: contents.flatMap((content) => {
      const { why = '', hint } = reasonOf(content) ?? {};
      if (hint === undefined) return [];
      const { dst: what, place } = content;
      return { code: 'content_left_out', format, what, why: `: ${why}`, place, hint };
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
    why: `type ${type} is for rpm alone`,
    ...(type !== 'ghost' && {
      hint: 'type file, or docs: all in jaco-pkg.yaml, puts it into every package; packager: rpm says that this is meant',
    }),
  };
}
