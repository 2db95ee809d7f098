import type { Result } from '../rounds.ts';
import { megabytes, seconds, times } from './numbers.ts';

const HEADINGS = [
  'workload',
  'tool',
  'wall s',
  'CPU s',
  'peak memory',
  'size',
  'wall ÷ jaco-pkg',
  'size ÷ jaco-pkg',
  'runs',
];

/** First columns, which are text; the others are numbers, and flush right. */
const TEXTS = 2;

/**
 * Rows of text: headings, then one per result.
 * @param titles of workloads by id
 */
export function rowsOf(
  results: readonly Result[],
  titles: ReadonlyMap<string, string>,
): string[][] {
  const ours = new Map(
    results.filter(({ tool }) => tool === 'jaco-pkg').map((result) => [result.workload, result]),
  );
  let last = '';
  const rows = results.map((result) => {
    const { workload, tool, wall, cpu, rss, size, runs } = result;
    const title = workload === last ? '' : (titles.get(workload) ?? workload);
    last = workload;
    const own = ours.get(workload);
    const isOther = own !== undefined && own !== result;
    return [
      title,
      tool,
      seconds(wall),
      seconds(cpu),
      megabytes(rss),
      size > 0 ? megabytes(size) : '',
      isOther ? times(wall / own.wall) : '',
      isOther && size > 0 && own.size > 0 ? times(size / own.size) : '',
      String(runs),
    ];
  });
  return [HEADINGS, ...rows];
}

/** Columns of equal width, for a terminal. */
export function plainTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column < TEXTS ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** The same as a table of Markdown. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const [headings = [], ...rest] = rows;
  const rule = headings.map((_, column) => (column < TEXTS ? '---' : '---:'));
  return `${[headings, rule, ...rest].map(line).join('\n')}\n`;
}
