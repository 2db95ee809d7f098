import type { ControlFile, InspectedPackage, PackageScript } from '../model.ts';
import type { TextChange } from './model.ts';
import { noteLeftOut, type Sides } from './side.ts';
import { asText, patchOf } from './texts.ts';

type Texts = ReadonlyMap<string, string>;

export async function diffScripts(sides: Sides): Promise<TextChange[]> {
  const { before, after, rules } = sides;
  const textsOf = rules.isAcross ? commonScripts : ownScripts;
  return diffTexts(textsOf(before, sides), textsOf(after, sides));
}

/** Files about the package that nothing else is read from: `triggers`, `shlibs`, `.CHANGELOG`. */
export async function diffControlFiles({ before, after, rules }: Sides): Promise<TextChange[]> {
  if (rules.isAcross) return [];
  return diffTexts(controlTexts(before), controlTexts(after));
}

async function diffTexts(before: Texts, after: Texts): Promise<TextChange[]> {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const changes: TextChange[] = [];
  for (const name of names) {
    const [old, now] = [before.get(name), after.get(name)];
    if (old === now) continue;
    const change = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    const patch = await patchOf(old ?? '', now ?? '');
    changes.push({ name, change, ...(patch !== undefined && { patch }) });
  }
  return changes;
}

/** Scripts under the format's own names. */
function ownScripts(read: InspectedPackage): Texts {
  // pacman's functions are all in one file.
  if (read.format === 'archlinux') {
    return new Map(read.scripts.map(({ text }) => ['.INSTALL', text]));
  }
  const texts = new Map<string, string>();
  for (const { name, interpreter, text } of read.scripts) {
    const unique = texts.has(name) ? `${name} (${texts.size})` : name;
    texts.set(unique, interpreter === '' ? text : `#!${interpreter}\n${text}`);
  }
  return texts;
}

/** Scripts that packages of all formats may have. */
const COMMON = ['preinstall', 'postinstall', 'preremove', 'postremove'];

function commonScripts(read: InspectedPackage, sides: Sides): Texts {
  // pacman's functions are not told apart from what is around them.
  const isPacmans = [sides.before, sides.after].some(({ format }) => format === 'archlinux');
  const isCommon = ({ kind }: PackageScript) => COMMON.includes(kind) && !isPacmans;
  noteLeftOut(
    sides,
    read.format,
    'scripts',
    read.scripts.filter((script) => !isCommon(script)).map(({ name }) => name),
  );
  return new Map(read.scripts.filter(isCommon).map(({ kind, text }) => [kind, bodyOf(text)]));
}

/** rpm has the interpreter elsewhere. */
function bodyOf(text: string): string {
  return `${text.replace(/^#!.*\n/, '').trim()}\n`;
}

/** Files that scripts, fields, flags and checks are read from; or that follow from the others. */
const TOLD =
  /^(control|conffiles|md5sums|(pre|post)(inst|rm)|config|\.PKGINFO|\.MTREE|\.INSTALL|\.BUILDINFO|\.(pre|post)-\w+|\.trigger|AppxManifest\.xml|AppxBlockMap\.xml|AppxSignature\.p7x|\[Content_Types\]\.xml)$/;

function controlTexts({ controlFiles }: InspectedPackage): Texts {
  const others = controlFiles.filter(({ name }) => !TOLD.test(name));
  return new Map(others.map((file) => [file.name, textOf(file)]));
}

function textOf({ bytes }: ControlFile): string {
  return asText(bytes) ?? `${Buffer.from(bytes).toString('base64')}\n`;
}
