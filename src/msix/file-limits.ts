// What files of a package for Windows may be called: learn.microsoft.com, "Naming Files, Paths, and
// Namespaces", and what the packaging library of Microsoft refuses (its FileNameValidation.cpp).
import type { PlannedEntry } from '../model/entry.ts';
import type { FormatErrorCode } from '../model/format.ts';
import type { Package } from '../model/package.ts';
import type { Problem } from '../model/problem.ts';
import { configuredName, partName } from './names.ts';

type Found = Problem<FormatErrorCode>;

const FORBIDDEN = '<>:"|?*\\';
const DEVICE = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)/i;
const MAX_SEGMENT = 255;
const MAX_PATH = 32_767;
const OWN = ['appxmanifest.xml', 'appxblockmap.xml', 'appxsignature.p7x', '[content_types].xml'];
const OWN_FOLDER = /^(?:appxmetadata|microsoft\.system\.package\.metadata)(?:\/|$)/i;

export function checkFiles(entries: readonly PlannedEntry[]): Found[] {
  const taken = new Map<string, string>();
  return entries.flatMap((entry): Found[] => {
    const { path, place } = entry;
    const found = (message: string, hint: string): Found[] => [
      { code: 'content_path', message, place, hint },
    ];
    if (entry.type === 'symlink') {
      const hint = 'put the file itself there, or leave the link out';
      return found(`${quoted(path)} is a link; packages for Windows have none`, hint);
    }
    if (entry.type !== 'file') return [];
    const name = partName(path);
    const fault = nameFault(name);
    if (fault) return found(`Windows has no file ${quoted(path)}: ${fault}`, 'rename it');
    const key = name.toLowerCase();
    const other = taken.get(key);
    taken.set(key, path);
    if (other === undefined) return [];
    return found(`${quoted(path)} and ${quoted(other)} are one file to Windows`, 'rename one');
  });
}

function nameFault(name: string): string | undefined {
  if (OWN.includes(name.toLowerCase()) || OWN_FOLDER.test(name)) {
    return 'the name is for what the package says of itself';
  }
  if (/(?:^|\/)_rels\/.*\.rels$/i.test(name)) return 'the name is for relationships of OPC';
  if (name.length > MAX_PATH) return `a path has at most ${MAX_PATH} characters`;
  return name.split('/').map(segmentFault).find(Boolean);
}

function segmentFault(segment: string): string | undefined {
  const bad = [...segment].find((char) => char < ' ' || FORBIDDEN.includes(char));
  if (bad !== undefined) return `a name has no ${quoted(bad)}`;
  if (/[\uFFFE\uFFFF]|\p{Cs}/u.test(segment)) return 'a name has characters only';
  if (/[. ]$/.test(segment)) return 'a name does not end in a dot or a blank';
  if (DEVICE.test(segment)) return `${quoted(segment)} is a device`;
  if (/^xn--/i.test(segment)) return 'a name does not begin with xn--';
  if (segment.length > MAX_SEGMENT) return `a name has at most ${MAX_SEGMENT} characters`;
  return undefined;
}

/** The files that the manifest names must be in the package. */
export function checkReferences(pkg: Package, entries: readonly PlannedEntry[]): Found[] {
  const files = entries.filter(({ type }) => type === 'file').map(({ path }) => partName(path));
  const present = new Set(files.map((name) => name.toLowerCase()));
  return references(pkg).flatMap(([key, path]): Found[] => {
    const name = configuredName(path).toLowerCase();
    if (name === '' || present.has(name) || hasVariant(name, present)) return [];
    return [
      {
        code: 'content_path',
        message: `${key} is ${quoted(path)}, and contents put no such file into the package`,
        place: pkg.locate(key),
        hint: `add an item with dst: /${configuredName(path)}`,
      },
    ];
  });
}

function references({ msix }: Package): (readonly [key: string, path: string])[] {
  if (!msix) return [];
  return [
    ['msix.properties.logo', msix.logo],
    ...msix.applications.flatMap((application, i) => {
      const key = `msix.applications[${i}]`;
      return [
        [`${key}.executable`, application.executable],
        [`${key}.visual_elements.square150x150_logo`, application.square150x150Logo],
        [`${key}.visual_elements.square44x44_logo`, application.square44x44Logo],
      ] as const;
    }),
  ];
}

/** With an index of resources, `logo.scale-200.png` may stand for `logo.png`. */
function hasVariant(name: string, present: ReadonlySet<string>): boolean {
  if (!present.has('resources.pri')) return false;
  const dot = name.lastIndexOf('.');
  const [stem, ending] = [`${name.slice(0, dot)}.`, name.slice(dot)];
  return [...present].some((other) => other.startsWith(stem) && other.endsWith(ending));
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
