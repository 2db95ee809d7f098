import type { EntryChange } from '../inspect/diff/model.ts';
import { humanGrowth, humanSize } from '../inspect/human-size.ts';
import type { PackageEntry } from '../inspect/index.ts';
import { largest } from '../model/largest.ts';
import { compareUtf8 } from '../model/order.ts';
import { type Html, html } from './html.ts';
import type { Previous } from './subject.ts';

/** What became of a file's size. */
export interface Growth {
  readonly change: EntryChange['change'];
  readonly bytes: number;
}

/** By path in the new package, and for folders the sum of what is below. */
export type Growths = ReadonlyMap<string, Growth>;

export function growthsOf(previous: Previous | undefined): Growths {
  const growths = new Map<string, Growth>();
  for (const { path, change, before, after } of previous?.changes ?? []) {
    const bytes = sizeOf(after) - sizeOf(before);
    growths.set(path, { change, bytes });
    for (let at = parentOf(path); at !== ''; at = parentOf(at)) {
      growths.set(at, { change: 'changed', bytes: (growths.get(at)?.bytes ?? 0) + bytes });
    }
  }
  return growths;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function sizeOf(entry: PackageEntry | undefined): number {
  return entry?.type === 'file' ? entry.size : 0;
}

/** How the treemap shows it. */
export function changeClass(
  growth: Growth | undefined,
): 'new' | 'up' | 'down' | 'touched' | 'same' {
  if (!growth) return 'same';
  if (growth.change === 'added') return 'new';
  if (growth.bytes === 0) return 'touched';
  return growth.bytes > 0 ? 'up' : 'down';
}

const SHOWN = 15;

/** What is different from the version before: the files that changed the size most. */
export function growthHtml(previous: Previous, content: number): Html {
  const rows = previous.changes
    .map((change) => ({ change, bytes: sizeOf(change.after) - sizeOf(change.before) }))
    .filter(({ change }) => sizeOf(change.after) + sizeOf(change.before) > 0)
    .sort(
      (a, b) => Math.abs(b.bytes) - Math.abs(a.bytes) || compareUtf8(a.change.path, b.change.path),
    );
  const most = largest(
    rows.map(({ bytes }) => Math.abs(bytes)),
    1,
  );
  const { metadata } = previous.read;
  const total = content - previous.content;
  const lines = rows.map(({ change, bytes }) => rowHtml(change, bytes, most));
  const more =
    lines.length > SHOWN
      ? html`<details><summary>${lines.length - SHOWN} more</summary><ol class="growth">${lines.slice(SHOWN)}</ol></details>`
      : '';
  return html`<section class="card" aria-label="Since the previous version">
<h3>Since ${metadata.version || 'the previous version'} <small>${summaryOf(previous.changes)}; files ${humanGrowth(total)}</small></h3>
${lines.length > 0 ? html`<ol class="growth">${lines.slice(0, SHOWN)}</ol>${more}` : html`<p class="quiet">No file is different.</p>`}
</section>
`;
}

function summaryOf(changes: readonly EntryChange[]): string {
  const kinds = ['added', 'removed', 'moved', 'changed'] as const;
  const counts = kinds.map(
    (kind) => [kind, changes.filter(({ change }) => change === kind).length] as const,
  );
  const some = counts.filter(([, count]) => count > 0).map(([kind, count]) => `${count} ${kind}`);
  return some.join(', ') || 'nothing changed';
}

const MARKS = { added: 'new', removed: 'gone', moved: 'moved', changed: '' } as const;

function rowHtml({ path, change, before, after }: EntryChange, bytes: number, most: number): Html {
  const width = ((100 * Math.abs(bytes)) / most).toFixed(1);
  const direction = bytes > 0 ? 'up' : bytes < 0 ? 'down' : 'same';
  const mark = MARKS[change] === '' ? '' : html` <span class="tag">${MARKS[change]}</span>`;
  const sizes = [before, after]
    .map((entry) => (entry ? humanSize(sizeOf(entry)) : '–'))
    .join(' → ');
  return html`<li><code><bdi>${path}</bdi></code>${mark}<span class="sizes">${sizes}</span><span class="bar ${direction}"><i style="width:${width}%"></i></span><b class="${direction}">${humanGrowth(bytes)}</b></li>
`;
}
