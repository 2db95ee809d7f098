// Upgrades in a process of their own, which can be killed.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { UpgradeOptions } from '../../src/upgrade/index.ts';
import { REPOSITORY } from '../support/cli.ts';
import { run } from '../support/tools.ts';

const KILL_AT = new URL('kill-at.mjs', import.meta.url).href;

const PROGRAM = `
import { upgrade } from './lib/upgrade/index.js';
try {
  const { outcome, recovered } = await upgrade(JSON.parse(process.argv[2]));
  console.log(JSON.stringify({ outcome, recovered: recovered.map(({ ending }) => ending) }));
} catch (error) {
  console.log(JSON.stringify({ code: error.code, message: error.message }));
}
`;

/** Compiles the upgrade into a folder; returns a program that runs it with options in JSON. */
export function compiledUpgrade(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const project = join(folder, 'tsconfig.json');
  const compilerOptions = { outDir: join(folder, 'lib'), declaration: false };
  const files = [join(REPOSITORY, 'src/upgrade/index.ts')];
  const base = join(REPOSITORY, 'tsconfig.build.json');
  writeFileSync(project, JSON.stringify({ extends: base, compilerOptions, files, include: [] }));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  const { stdout } = run(join(REPOSITORY, 'node_modules/.bin/tsc'), ['-p', project]);
  if (!existsSync(join(folder, 'lib/upgrade/index.js'))) {
    throw new Error(`the upgrade does not compile:\n${stdout}`);
  }
  const program = join(folder, 'run.mjs');
  writeFileSync(program, PROGRAM);
  return program;
}

export interface Ended {
  readonly signal: NodeJS.Signals | null;
  /** What the program printed, unless it was killed. */
  readonly result: Readonly<Record<string, unknown>> | undefined;
  readonly stderr: string;
}

export interface Kill {
  /** Which step is the last; 0 to let it run and list the steps on stderr. */
  readonly at: number;
  readonly in?: 'middle';
}

/** Runs the program to its end, be it a violent one. */
export async function runUpgrade(
  program: string,
  options: UpgradeOptions,
  {
    kill,
    uid,
    wrapper = [],
  }: {
    readonly kill?: Kill;
    readonly uid?: number;
    /** A program to run it with, such as strace(1). */
    readonly wrapper?: readonly string[];
  } = {},
): Promise<Ended> {
  const preload = kill ? ['--import', KILL_AT] : [];
  const node = [process.execPath, ...preload, program, JSON.stringify(options)];
  const [command = '', ...args] = [...wrapper, ...node];
  const env = {
    PATH: process.env['PATH'],
    KILL_AT: String(kill?.at ?? 0),
    KILL_IN: kill?.in ?? '',
  };
  const child = spawn(command, args, { env, ...(uid !== undefined && { uid, gid: uid }) });
  const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_code, signal) => resolve(signal));
  });
  const [signal, stdout, stderr] = await Promise.all([
    ended,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { signal, result: stdout === '' ? undefined : JSON.parse(stdout), stderr };
}

/** The steps of a run that nobody kills. */
export async function stepsOf(program: string, options: UpgradeOptions): Promise<string[]> {
  const { stderr } = await runUpgrade(program, options, { kill: { at: 0 } });
  return stderr
    .trimEnd()
    .replaceAll(/\.[0-9a-f]{16}/g, '.TOKEN')
    .replaceAll(/upgrade-\w{6}$/gm, 'upgrade-XXXXXX')
    .split('\n');
}

/** Runs a task for each item, as many at a time as there is room for. */
export async function inTurns<T, R>(
  items: readonly T[],
  task: (item: T) => Promise<R>,
  atOnce = 3,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += atOnce) {
    results.push(...(await Promise.all(items.slice(at, at + atOnce).map(task))));
  }
  return results;
}
