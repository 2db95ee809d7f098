// A plot as SVG: for each workload how many times as long as jaco-pkg another tool takes, on a
// logarithmic scale. The same numbers give the same bytes.
import type { Result } from '../rounds.ts';
import { times } from './numbers.ts';

export interface Bar {
  readonly label: string;
  /** Wall time of the other tool by that of jaco-pkg. */
  readonly ratio: number;
}

const WIDTH = 760;
const LABELS = 290;
const RIGHT = 60;
const TOP = 64;
const ROW = 24;
const BAR = 14;
const TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

/** One bar for each workload that both have done, and that makes packages. */
export function barsOf(
  results: readonly Result[],
  tool: string,
  titles: ReadonlyMap<string, string>,
): Bar[] {
  const walls = (name: string) =>
    new Map(
      results
        .filter((result) => result.tool === name && result.size > 0)
        .map(({ workload, wall }) => [workload, wall]),
    );
  const ours = walls('jaco-pkg');
  return [...walls(tool)].flatMap(([workload, wall]) => {
    const own = ours.get(workload);
    if (own === undefined) return [];
    return [{ label: titles.get(workload) ?? workload, ratio: wall / own }];
  });
}

export function plot(bars: readonly Bar[], title: string): string {
  const ratios = bars.map(({ ratio }) => ratio);
  const ticks = ticksAround(Math.min(1, ...ratios), Math.max(2, ...ratios));
  const [low = 1, high = 2] = [ticks[0], ticks.at(-1)];
  const x = (ratio: number) => {
    const within = Math.min(high, Math.max(low, ratio));
    return LABELS + ((WIDTH - LABELS - RIGHT) * Math.log(within / low)) / Math.log(high / low);
  };
  const height = TOP + bars.length * ROW + 12;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img">
<title>${escapeXml(title)}</title>
<style>${STYLE}</style>
<rect class="page" width="${WIDTH}" height="${height}"/>
<text class="title" x="16" y="26">${escapeXml(title)}</text>
${ticks.map((tick) => tickLine(tick, x(tick), height)).join('\n')}
${bars.map((bar, index) => barAt(bar, TOP + index * ROW, x)).join('\n')}
</svg>
`;
}

/** The ticks between which all values lie; beyond the last ones bars are cut off. */
function ticksAround(least: number, most: number): number[] {
  const first = TICKS.findLastIndex((tick) => tick <= least);
  const last = TICKS.findIndex((tick) => tick >= most);
  return TICKS.slice(Math.max(first, 0), last < 0 ? undefined : last + 1);
}

function tickLine(tick: number, x: number, height: number): string {
  const at = x.toFixed(1);
  const kind = tick === 1 ? 'one' : 'grid';
  return `<line class="${kind}" x1="${at}" y1="${TOP - 12}" x2="${at}" y2="${height - 10}"/>
<text class="tick" x="${at}" y="${TOP - 18}">${tick}×</text>`;
}

function barAt({ label, ratio }: Bar, top: number, x: (ratio: number) => number): string {
  const [from, to] = [Math.min(x(1), x(ratio)), Math.max(x(1), x(ratio))];
  const middle = top + BAR - 3;
  return `<text class="label" x="${LABELS - 14}" y="${middle}">${escapeXml(label)}</text>
<rect class="${ratio < 1 ? 'slower' : 'faster'}" x="${from.toFixed(1)}" y="${top}" width="${(to - from).toFixed(1)}" height="${BAR}"/>
<text class="value" x="${(to + 6).toFixed(1)}" y="${middle}">${times(ratio)}</text>`;
}

/** Text as content or attribute of XML. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
text { font: 13px system-ui, sans-serif; fill: #24292f }
.page { fill: #ffffff }
.title { font-size: 15px; font-weight: 600 }
.label { text-anchor: end }
.tick { text-anchor: middle; fill: #57606a; font-size: 12px }
.grid { stroke: #d8dee4 }
.one { stroke: #57606a }
.faster { fill: #0969da }
.slower { fill: #bc4c00 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .page { fill: #0d1117 }
  .tick { fill: #8d96a0 }
  .grid { stroke: #30363d }
  .one { stroke: #8d96a0 }
  .faster { fill: #4493f8 }
  .slower { fill: #db6d28 }
}
`;
