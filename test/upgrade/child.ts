// Upgrades in a process of their own, which can be killed.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { UpgradeOptions } from '../../src/upgrade/index.ts';
import { REPOSITORY } from '../support/cli.ts';
import { run } from '../support/tools.ts';
import type { Fault } from './faulty-fs.ts';

const SOURCES = ['src/upgrade/index.ts', 'test/upgrade/faulty-fs.ts'];

const PROGRAM = `
import { upgrade } from './src/upgrade/index.js';
import { inject, skipPauses } from './test/upgrade/faulty-fs.js';
skipPauses();
const [options, fault] = process.argv.slice(2).map((text) => JSON.parse(text));
await inject(fault, () => {});
try {
  const { outcome } = await upgrade(options);
  console.log(JSON.stringify({ outcome }));
} catch (error) {
  console.log(JSON.stringify({ code: error.code, message: error.message }));
}
`;

/** Compiles the upgrade into a folder; returns a program that runs it with options in JSON. */
export function compiledUpgrade(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const project = join(folder, 'tsconfig.json');
  const compilerOptions = { rootDir: REPOSITORY, outDir: folder, declaration: false };
  const files = SOURCES.map((path) => join(REPOSITORY, path));
  const base = join(REPOSITORY, 'tsconfig.build.json');
  writeFileSync(project, JSON.stringify({ extends: base, compilerOptions, files, include: [] }));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  const { stdout } = run(join(REPOSITORY, 'node_modules/.bin/tsc'), ['-p', project]);
  if (!existsSync(join(folder, 'src/upgrade/index.js'))) {
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

export const NO_FAULT: Fault = { at: 0, kind: 'none' };

/** Runs the program to its end, be it a violent one. */
export async function runUpgrade(
  program: string,
  options: UpgradeOptions,
  fault = NO_FAULT,
  uid?: number,
): Promise<Ended> {
  const args = [program, JSON.stringify(options), JSON.stringify(fault)];
  const user = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(process.execPath, args, { env: {}, ...user });
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
