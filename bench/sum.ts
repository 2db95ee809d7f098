import type { Result } from './rounds.ts';
import type { Workload } from './workload.ts';

/** What a tool takes for workloads one after the other; nothing, if it has not done them all. */
export function summed({ id, sum }: Workload, results: readonly Result[]): Result[] {
  if (!sum) return [];
  const parts = sum.of.flatMap((part) =>
    results.filter(({ workload, tool }) => workload === part && tool === sum.tool),
  );
  if (parts.length < sum.of.length) return [];
  const total = (value: (part: Result) => number) =>
    parts.reduce((all, part) => all + value(part), 0);
  return [
    {
      workload: id,
      tool: sum.tool,
      wall: total(({ wall }) => wall),
      cpu: total(({ cpu }) => cpu),
      rss: Math.max(...parts.map(({ rss }) => rss)),
      size: total(({ size }) => size),
      runs: Math.min(...parts.map(({ runs }) => runs)),
    },
  ];
}
