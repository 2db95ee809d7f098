import { readFileSync, writeFileSync } from 'node:fs';
import type { Session } from '../session.ts';
import { barsOf, plot } from './plot.ts';
import { markdownTable, rowsOf } from './table.ts';

/**
 * Brings the plot and the parts of docs/performance.md that are measured up to date.
 * @param titles of workloads by id
 */
export function updateDocs(
  folder: string,
  session: Session,
  titles: ReadonlyMap<string, string>,
): void {
  const page = `${folder}/performance.md`;
  const measured = `${conditions(session)}\n\n${markdownTable(rowsOf(session.results, titles))}`;
  writeFileSync(page, withPart(readFileSync(page, 'utf8'), 'measured', measured));
  const bars = barsOf(session.results, 'nfpm', titles);
  writeFileSync(`${folder}/performance.svg`, plot(bars, 'How many times as long nfpm takes'));
}

/** What the numbers hold for, in a sentence. */
function conditions({ date, commit, machine, versions }: Session): string {
  const { cpu, cores, memoryGiB, system } = machine;
  const tools = Object.entries(versions).map(([tool, version]) => `${tool} ${version}`);
  return `Measured on ${date} at commit ${commit}, on ${cores} cores of ${cpu} with ${memoryGiB} GiB, ${system}: ${tools.join(', ')}.`;
}

/**
 * A text with another part between `<!-- NAME -->` and `<!-- /NAME -->`.
 * @throws Error where there are no such marks
 */
export function withPart(text: string, name: string, part: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = text.indexOf(open);
  const end = text.indexOf(close);
  if (start < 0 || end < start) throw new Error(`there is no ${open} with ${close} after it`);
  return `${text.slice(0, start + open.length)}\n${part}${text.slice(end)}`;
}
