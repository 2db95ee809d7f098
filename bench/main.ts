// Compares jaco-pkg with other tools as whole processes; `npm run bench -- --help` tells more.
import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { makeInput } from './inputs/index.ts';
import { HELP, type Options, parseOptions } from './options.ts';
import { updateDocs } from './report/docs.ts';
import { addToHistory } from './report/history.ts';
import { plainTable, rowsOf } from './report/table.ts';
import { compare, type Effort, type Failure, type Result } from './rounds.ts';
import { commitOf, describeMachine, type Session, versionsOf } from './session.ts';
import { summed } from './sum.ts';
import type { Workload } from './workload.ts';
import { workloads } from './workloads.ts';

/** Where npm runs scripts: the folder of package.json. */
const root = process.cwd();
const home = join(root, 'build/bench');
const places = { cli: join(root, 'bin/jaco-pkg.js'), home, output: join(home, 'output') };

const all = workloads(places);
const titles = new Map(all.map(({ id, title }) => [id, title]));

async function main(options: Options): Promise<number> {
  const chosen = chosenOf(all, options);
  if (chosen.length === 0) throw new RangeError('no workload has such an id: --list tells them');
  const isWhole = options.only.length === 0 && !options.quick;
  if (options.docs && !isWhole) throw new RangeError('--docs needs all workloads');
  mkdirSync(home, { recursive: true });
  const interruption = interruptions();
  const { results, failures } = await measureAll(chosen, effortOf(options), interruption);
  const session = sessionOf(results);
  if (options.json) process.stdout.write(`${JSON.stringify({ ...session, failures }, null, 2)}\n`);
  else process.stdout.write(plainTable(rowsOf(results, titles)));
  tellOf(failures);
  if (interruption.aborted) return 130;
  if (options.docs) {
    addToHistory(join(root, 'bench/history.json'), session);
    updateDocs(join(root, 'docs'), session, titles);
  }
  return failures.length > 0 ? 1 : 0;
}

/** The workloads that are asked for, with the tools that are there. */
function chosenOf(from: readonly Workload[], { only, quick }: Options): Workload[] {
  return from
    .filter(({ id, slow }) => {
      if (only.length > 0) return only.some((start) => id.startsWith(start));
      return !(quick && slow);
    })
    .map((workload) => ({
      ...workload,
      contenders: workload.contenders.filter(({ needs }) => needs.every(isPresent)),
    }));
}

/** The wall time of a workload is bounded, so that all of them take some twelve minutes. */
function effortOf({ runs, quick }: Options): Effort {
  if (runs !== undefined) return { most: runs, seconds: Number.POSITIVE_INFINITY };
  return quick ? { most: 1, seconds: 0 } : { most: 5, seconds: 15 };
}

/** Stops at the first failure to go on, but keeps what was measured before an interruption. */
async function measureAll(chosen: readonly Workload[], effort: Effort, signal: AbortSignal) {
  const results: Result[] = [];
  const failures: Failure[] = [];
  for (const [index, workload] of chosen.entries()) {
    if (signal.aborted) break;
    if (workload.input) makeInput(home, workload.input);
    process.stderr.write(`[${index + 1}/${chosen.length}] ${workload.title}\n`);
    try {
      const outcome = await compare(workload, effort, places.output, signal);
      results.push(...outcome.results, ...summed(workload, results));
      failures.push(...outcome.failures);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
  return { results, failures };
}

function sessionOf(results: readonly Result[]): Session {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commitOf(root),
    machine: describeMachine(),
    versions: versionsOf(all, version, isPresent),
    results,
  };
}

function tellOf(failures: readonly Failure[]): void {
  const needed = all.flatMap(({ contenders }) => contenders.flatMap(({ needs }) => needs));
  const missing = [...new Set(needed)].filter((program) => !isPresent(program));
  if (missing.length > 0) process.stderr.write(`Not on PATH: ${missing.join(', ')}\n`);
  for (const { workload, tool, message } of failures) {
    process.stderr.write(`${workload}: ${tool} failed: ${message}\n`);
  }
}

/** Aborted by the first Ctrl-C; a second one ends the process. */
function interruptions(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

function isPresent(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(HELP);
  else if (options.list) process.stdout.write(all.map(({ id }) => `${id}\n`).join(''));
  else process.exitCode = await main(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
