import { readdirSync, statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, type Cost, measure } from './measure.ts';
import { median } from './statistics.ts';
import type { Contender, Workload } from './workload.ts';

/** Medians of a tool's runs of a workload. */
export interface Result extends Cost {
  readonly workload: string;
  readonly tool: string;
  /** Bytes of all that it wrote. */
  readonly size: number;
  readonly runs: number;
}

/** How often to run each tool: `most` times, or until `seconds` are over, but once at least. */
export interface Effort {
  readonly most: number;
  readonly seconds: number;
}

export interface Failure {
  readonly workload: string;
  readonly tool: string;
  readonly message: string;
}

interface Samples {
  readonly contender: Contender;
  readonly costs: Cost[];
  size: number;
}

/**
 * Runs the tools of a workload by turns, A B A B, so that whatever else the machine does meets all.
 * @param output folder for what they write, emptied before every run
 */
export async function compare(
  workload: Workload,
  { most, seconds }: Effort,
  output: string,
  signal: AbortSignal,
): Promise<{ results: Result[]; failures: Failure[] }> {
  const failures: Failure[] = [];
  let samples: Samples[] = workload.contenders.map((contender) => {
    return { contender, costs: [], size: 0 };
  });
  const end = performance.now() + seconds * 1000;
  for (let round = 0; round < most && (round === 0 || performance.now() < end); round += 1) {
    const failed = new Set<Samples>();
    for (const sample of samples) {
      const { prepare, commands } = sample.contender;
      try {
        if (prepare && round === 0) await runAll([prepare], output, signal);
        sample.costs.push(await runAll(commands, output, signal));
        sample.size = sizeOf(output);
      } catch (error) {
        signal.throwIfAborted();
        const { tool } = sample.contender;
        failures.push({ workload: workload.id, tool, message: String(error) });
        failed.add(sample);
      }
    }
    samples = samples.filter((sample) => !failed.has(sample));
  }
  await rm(output, { recursive: true, force: true });
  return { results: samples.map((sample) => resultOf(workload, sample)), failures };
}

/** Commands one after the other; what they took together. */
async function runAll(
  commands: readonly Command[],
  output: string,
  signal: AbortSignal,
): Promise<Cost> {
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  const total = { wall: 0, cpu: 0, rss: 0 };
  for (const command of commands) {
    const { wall, cpu, rss } = await measure(command, signal);
    total.wall += wall;
    total.cpu += cpu;
    total.rss = Math.max(total.rss, rss);
  }
  return total;
}

function resultOf({ id }: Workload, { contender, costs, size }: Samples): Result {
  const middle = (part: keyof Cost) => median(costs.map((cost) => cost[part]));
  return {
    workload: id,
    tool: contender.tool,
    wall: middle('wall'),
    cpu: middle('cpu'),
    rss: middle('rss'),
    size,
    runs: costs.length,
  };
}

function sizeOf(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const stats = names.map((name) => statSync(join(folder, name)));
  return stats.reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}
