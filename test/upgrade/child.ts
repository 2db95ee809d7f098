// Upgrades in a process of their own, which can be killed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildSync } from 'esbuild';
import type { UpgradeOptions } from '../../src/upgrade/index.ts';
import { REPOSITORY } from '../support/cli.ts';
import type { Fault } from './faulty-fs.ts';

const PROGRAM = `
import { upgrade } from './src/upgrade/index.ts';
import { inject, skipPauses } from './test/upgrade/faulty-fs.ts';
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
  const program = join(folder, 'upgrade.mjs');
  buildSync({
    stdin: { contents: PROGRAM, resolveDir: REPOSITORY },
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    // Loaded for downloads alone, from beside; there are none here.
    external: ['undici'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
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

/** Runs a task for each item, several at a time: most of an upgrade is waiting for the disk. */
export async function inTurns<T, R>(
  items: readonly T[],
  task: (item: T) => Promise<R>,
  atOnce = 8,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const work = async () => {
    for (const [index, item] of queue) results[index] = await task(item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
