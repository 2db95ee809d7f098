// [Content_Types].xml, by ECMA-376 part 2 (OPC): a default for each ending, and parts that differ.
import { element, xmlDocument } from './xml.ts';

interface ContentType {
  readonly type: string;
  /** Whether deflate would gain nothing. */
  readonly isPacked?: true;
}

const OTHER: ContentType = { type: 'application/octet-stream' };

/** By the ending of a name. */
const TYPES: ReadonlyMap<string, ContentType> = new Map(
  Object.entries({
    dll: { type: 'application/x-msdownload' },
    exe: { type: 'application/x-msdownload' },
    json: { type: 'application/json' },
    pdf: { type: 'application/pdf' },
    xaml: { type: 'application/xaml+xml' },
    xml: { type: 'text/xml' },
    css: { type: 'text/css' },
    csv: { type: 'text/csv' },
    htm: { type: 'text/html' },
    html: { type: 'text/html' },
    js: { type: 'application/x-javascript' },
    md: { type: 'text/plain' },
    txt: { type: 'text/plain' },
    bmp: { type: 'image/bmp' },
    gif: { type: 'image/gif', isPacked: true },
    ico: { type: 'image/vnd.microsoft.icon' },
    jpeg: { type: 'image/jpeg', isPacked: true },
    jpg: { type: 'image/jpeg', isPacked: true },
    png: { type: 'image/png', isPacked: true },
    svg: { type: 'image/svg+xml' },
    mp3: { type: 'audio/mpeg', isPacked: true },
    mp4: { type: 'video/mp4', isPacked: true },
    '7z': { type: 'application/x-7z-compressed', isPacked: true },
    cab: { type: 'application/vnd.ms-cab-compressed', isPacked: true },
    gz: { type: 'application/x-gzip-compressed', isPacked: true },
    xz: { type: 'application/x-xz', isPacked: true },
    zip: { type: 'application/x-zip-compressed', isPacked: true },
    zst: { type: 'application/zstd', isPacked: true },
  }),
);

const VENDOR = 'application/vnd.ms-appx';
/** Parts that the package has of its own. */
const OWN_PARTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'AppxManifest.xml': `${VENDOR}.manifest+xml`,
    'AppxBlockMap.xml': `${VENDOR}.blockmap+xml`,
    'AppxSignature.p7x': `${VENDOR}.signature`,
  }),
);

/** Whether a file is to be deflated. */
export function isWorthPacking(name: string): boolean {
  return !typeOf(name).isPacked;
}

/**
 * The document for these parts.
 * @param names as they are in the zip
 */
export function contentTypes(names: readonly string[]): string {
  const defaults = new Map<string, string>();
  const overrides: (readonly [string, string])[] = [];
  for (const name of names) {
    const ending = endingOf(name);
    const own = OWN_PARTS.get(name);
    if (own) overrides.push([name, own]);
    else if (ending === undefined) overrides.push([name, OTHER.type]);
    else defaults.set(ending, typeOf(name).type);
  }
  return xmlDocument(
    element('Types', { xmlns: 'http://schemas.openxmlformats.org/package/2006/content-types' }, [
      ...[...defaults].map(([ending, type]) =>
        element('Default', { Extension: ending, ContentType: type }),
      ),
      ...overrides.map(([name, type]) =>
        element('Override', { PartName: `/${name}`, ContentType: type }),
      ),
    ]),
  );
}

function typeOf(name: string): ContentType {
  const ending = endingOf(name) ?? '';
  return TYPES.get(ending) ?? OTHER;
}

/** In small letters; undefined when there is none, or nothing before or behind its dot. */
function endingOf(name: string): string | undefined {
  return /[^/]\.([^./]+)$/.exec(name)?.[1]?.toLowerCase();
}
