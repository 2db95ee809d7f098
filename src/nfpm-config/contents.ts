import type { FormatName } from '../model/package.ts';
import type { Content, ContentType } from '../model/recipe.ts';
import type { Effective } from './effective.ts';
import type { ExpandedContent } from './expand.ts';
import { FORMATS } from './formats.ts';
import type { Report } from './report.ts';
import type { ContentSettings } from './schema/index.ts';

/** Types that need no source. */
const SOURCELESS: ReadonlySet<ContentType> = new Set(['dir', 'ghost']);
/** What would be replaced in a `src` that is expanded. */
const VARIABLE = /\$[\w{]/;
/** Types that are a file, and so may have their bytes given. */
const FOLDERS = /^(dir|symlink|ghost|tree|.*\|tree)$/;

/** What of `contents` is meant for a format. */
export function contentsOf(
  { settings, locate }: Effective,
  format: FormatName,
  report: Report,
): Content[] {
  const items = [...(settings.contents ?? []).entries()];
  return items
    .filter(([, item]) => isMeantFor(format, item, settings.contents ?? []))
    .map(([index, item]) => {
      const key = `contents[${index}]`;
      const content = contentOf(item, locate(key));
      check(content, key, report);
      return content;
    });
}

/** A tarball takes the items made for it alone, if there are any: it has a layout of its own. */
function isMeantFor(
  format: FormatName,
  { packager }: ContentSettings,
  all: readonly ContentSettings[],
): boolean {
  if (packager) return FORMATS[format].packagers.includes(packager);
  return format !== 'tarball' || !all.some((item) => item.packager === 'tarball');
}

function contentOf(item: ExpandedContent, place: Content['place']): Content {
  const missingHint = hintFor(item);
  const { mode, mtime, owner = '', group = '', lang = '' } = item.file_info ?? {};
  return {
    type: item.type === 'licence' ? 'license' : item.type || 'file',
    src: item.src ?? '',
    ...(missingHint && { missingHint }),
    ...(item.data ? { data: item.data } : {}),
    dst: item.dst,
    owner,
    group,
    // As in nfpm, 0 is as good as none.
    ...(mode ? { mode } : {}),
    ...(mtime === undefined ? {} : { mtime }),
    lang,
    disownSubtree: (item.disown_subtree ?? []).filter((pattern) => pattern !== ''),
    place,
  };
}

/** What its variables have to do with a `src` that is not there. */
function hintFor({ src = '', expand, written }: ExpandedContent): string | undefined {
  if (written !== undefined)
    return `src is written ${written}; look at what its variables are set to`;
  if (expand || !VARIABLE.test(src)) return undefined;
  return 'variables in src are replaced only with expand: true';
}

function check({ type, src, dst, data }: Content, key: string, report: Report): void {
  if (dst === '') {
    report(`${key}.dst`, 'config_missing_key', 'dst is empty once its variables are expanded');
  }
  if (data && src !== '') {
    report(`${key}.src`, 'config_value', 'src and data are both given', 'leave one of them out');
  } else if (data && FOLDERS.test(type)) {
    report(`${key}.type`, 'config_value', `a ${type} cannot have data`);
  } else if (!data && src === '' && !SOURCELESS.has(type)) {
    const hint = 'say which file; only dir and ghost need none';
    report(`${key}.src`, 'config_missing_key', `src must be given for ${dst || key}`, hint);
  }
}
