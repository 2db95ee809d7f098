import type { FolderDiff } from '../../inspect/diff/folders.ts';
import type {
  ListChange,
  PackageDiff,
  PackageRef,
  TextChange,
  ValueChange,
} from '../../inspect/diff/model.ts';
import { humanGrowth, humanSize } from '../../inspect/human-size.ts';
import { printable } from '../../inspect/index.ts';
import { largest } from '../../model/largest.ts';
import { BOLD, CYAN, DIM, GREEN, type Paint, painter, RED } from '../colours.ts';
import type { Io } from '../io.ts';
import { shortPath } from '../messages.ts';
import { entriesText } from './entries.ts';
import { patchText } from './patch.ts';

interface ShowFlags {
  readonly brief?: true;
}

/** Two packages and what is different, for people. */
export function diffText(found: PackageDiff, flags: ShowFlags, io: Io): string {
  return packageText(found, flags, io, painter(io.stdout, io.env));
}

/** The same of all packages of two folders. */
export function foldersText(found: FolderDiff, flags: ShowFlags, io: Io): string {
  const paint = painter(io.stdout, io.env);
  const name = (ref: PackageRef) => printable(shortPath(ref.file, io.cwd));
  const parts = [
    ...found.packages.map((each) => packageText(each, flags, io, paint)),
    ...found.removed.map((ref) => `${paint(`- ${name(ref)}`, RED)}  has no counterpart\n`),
    ...found.added.map((ref) => `${paint(`+ ${name(ref)}`, GREEN)}  has no counterpart\n`),
  ];
  return parts.join('\n');
}

function packageText(found: PackageDiff, flags: ShowFlags, io: Io, paint: Paint): string {
  const sections = [
    headText(found, io, paint),
    valuesText(found.metadata, paint),
    [...found.relations, ...found.signatures].map((list) => listText(list, paint)).join('\n'),
    textsText('scripts', found.scripts, flags, paint),
    textsText('control files', found.controlFiles, flags, paint),
    entriesText(found.entries, flags.brief === true, paint),
    found.notes.map((note) => paint(`${printable(note)}\n`, DIM)).join(''),
  ];
  return sections.filter(Boolean).join('\n');
}

function headText({ before, after, same }: PackageDiff, io: Io, paint: Paint): string {
  const name = (ref: PackageRef) => printable(shortPath(ref.file, io.cwd));
  const formats = [...new Set([before.format, after.format])].join(' and ');
  const sizes = `${humanSize(before.size)} -> ${humanSize(after.size)}`;
  const verdict = same ? paint('the same', GREEN) : paint('different', RED);
  return [
    `${paint(name(before), BOLD)} -> ${paint(name(after), BOLD)}\n`,
    `${formats}: ${verdict}  ${paint(`${sizes} (${humanGrowth(after.size - before.size)})`, DIM)}\n`,
  ].join('');
}

function valuesText(changes: readonly ValueChange[], paint: Paint): string {
  const width = largest(changes.map(({ what }) => what.length));
  return changes.map((change) => valueText(change, width, paint)).join('');
}

/** On one line, or, of texts that are long, one under the other. */
function valueText({ what, before, after }: ValueChange, width: number, paint: Paint): string {
  const lines = (sign: string, text: string) =>
    text === '' ? [] : text.split('\n').map((line) => `  ${sign} ${printable(line)}\n`);
  const isShort = `${before}${after}`.length < 80 && !`${before}${after}`.includes('\n');
  if (!isShort) {
    const removed = lines('-', before).map((line) => paint(line, RED));
    const added = lines('+', after).map((line) => paint(line, GREEN));
    return `${printable(what)}\n${[...removed, ...added].join('')}`;
  }
  const [old, now] = [before, after].map((text) => printable(text) || 'none');
  return `${printable(what).padEnd(width)}  ${paint(old ?? '', RED)} -> ${paint(now ?? '', GREEN)}\n`;
}

function listText({ what, removed, added }: ListChange, paint: Paint): string {
  const lines = [
    ...removed.map((item) => paint(`  - ${printable(item)}\n`, RED)),
    ...added.map((item) => paint(`  + ${printable(item)}\n`, GREEN)),
  ];
  return `${what}\n${lines.join('')}`;
}

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;
const COLOURS = { added: GREEN, removed: RED, changed: CYAN } as const;

function textsText(
  title: string,
  changes: readonly TextChange[],
  { brief }: ShowFlags,
  paint: Paint,
): string {
  if (changes.length === 0) return '';
  const parts = changes.map(({ name, change, patch }) => {
    const head = paint(`  ${SIGNS[change]} ${printable(name)}\n`, COLOURS[change]);
    return brief || patch === undefined ? head : `${head}${patchText(patch, paint)}`;
  });
  return `${title}\n${parts.join('')}`;
}
