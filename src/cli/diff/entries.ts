import type { EntryChange, ValueChange } from '../../inspect/diff/model.ts';
import { humanGrowth, humanSize } from '../../inspect/human-size.ts';
import { type PackageEntry, printable } from '../../inspect/index.ts';
import { CYAN, DIM, GREEN, type Paint, RED } from '../colours.ts';
import { ownerOf } from '../inspect/lists.ts';
import { permissions } from '../permissions.ts';
import { patchText } from './patch.ts';

const SIGNS = { added: '+', removed: '-', moved: '>', changed: '~' } as const;
const COLOURS = { added: GREEN, removed: RED, moved: CYAN, changed: CYAN } as const;

/** Entries that are different, each with how. */
export function entriesText(
  entries: readonly EntryChange[],
  isBrief: boolean,
  paint: Paint,
): string {
  if (entries.length === 0) return '';
  const lines = entries.map((entry) => entryText(entry, isBrief, paint));
  return `files  ${paint(summaryOf(entries), DIM)}\n${lines.join('')}`;
}

function summaryOf(entries: readonly EntryChange[]): string {
  const kinds = ['added', 'removed', 'moved', 'changed'] as const;
  const counts = kinds.flatMap((kind) => {
    const count = entries.filter(({ change }) => change === kind).length;
    return count > 0 ? [`${count} ${kind}`] : [];
  });
  const grown = entries.reduce((sum, { before, after }) => sum + sizeOf(after) - sizeOf(before), 0);
  return [...counts, humanGrowth(grown)].join(', ');
}

function sizeOf(entry: PackageEntry | undefined): number {
  return entry?.type === 'file' ? entry.size : 0;
}

function entryText(entry: EntryChange, isBrief: boolean, paint: Paint): string {
  const { path, change, before, after, changes, patch } = entry;
  const from = change === 'moved' && before ? `${printable(before.path)} -> ` : '';
  const name = paint(`${SIGNS[change]} ${from}${printable(path)}`, COLOURS[change]);
  const whole = change === 'added' ? after : change === 'removed' ? before : undefined;
  const how = whole
    ? aboutText(whole)
    : changes
        .map((each) => changeText(each, entry))
        .filter(Boolean)
        .join(', ');
  const line = `  ${name}  ${paint(how, DIM)}`.trimEnd();
  return `${line}\n${isBrief || patch === undefined ? '' : patchText(patch, paint)}`;
}

/** What it is that came or went. */
function aboutText(entry: PackageEntry): string {
  const { type, mode, target, size, flags } = entry;
  if (type === 'symlink') return `-> ${printable(target)}`;
  const content =
    type === 'file' ? [humanSize(size)] : type === 'hardlink' ? [`= ${printable(target)}`] : [];
  return [permissions(type, mode), ownerOf(entry), ...content, ...flags].join(' ');
}

/** `mode 0755 -> 4755`; of sizes, what it grew by; of content, that it is another. */
function changeText({ what, before, after }: ValueChange, entry: EntryChange): string {
  if (what === 'content') return 'content';
  if (what === 'size') {
    const grown = Number(after) - Number(before);
    return entry.before && entry.after ? `${humanSize(Number(after))} (${humanGrowth(grown)})` : '';
  }
  const [old, now] = [before, after].map((value) => printable(value) || 'none');
  return `${what} ${old} -> ${now}`;
}
