// A file system that fails when it is told to. Every function of node:fs/promises by which an upgrade
// changes something is a step; at the Nth of them something happens.
import fs, { open, readdir, unlink } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { basename, join } from 'node:path';
import timers from 'node:timers/promises';
import { parseHolder } from '../../src/holder.ts';
import { PASSAGE } from '../../src/upgrade/swap.ts';

export const FAULTS = ['none', 'kill', 'kill in the middle', 'error', 'read-only'] as const;

export interface Fault {
  /** The number of the step, from 1. */
  readonly at: number;
  /**
   * `kill` this process, before the step or with half of it done; one `error`; or a disk that is
   * `read-only` from then on.
   */
  readonly kind: (typeof FAULTS)[number];
}

/** Lets this process hardly wait where an upgrade would. */
export function skipPauses(): void {
  const clock = timers as { setTimeout: (milliseconds: number) => Promise<unknown> };
  const { setTimeout } = clock;
  clock.setTimeout = (milliseconds, ...rest) =>
    setTimeout(milliseconds === PASSAGE ? 0 : milliseconds, ...rest);
  syncBuiltinESMExports();
}

type Step = (...args: never[]) => Promise<unknown>;
type Half = () => Promise<unknown> | undefined;

const FUNCTIONS = ['chmod', 'link', 'mkdir', 'mkdtemp', 'open', 'rename', 'rm', 'symlink'] as const;
const METHODS = ['chmod', 'chown', 'sync', 'writeFile', 'writev'] as const;

/**
 * Lets a fault happen in this process.
 * @param onStep is told what each step is
 * @returns a function that ends it
 */
export async function inject(fault: Fault, onStep: (what: string) => void): Promise<() => void> {
  let count = 0;
  async function step(what: string, half: Half): Promise<void> {
    count += 1;
    onStep(what);
    const { at, kind } = fault;
    if (kind === 'read-only' && count >= at) throw systemError('EROFS', what);
    if (count !== at || kind === 'none') return;
    if (kind === 'error') throw systemError('EIO', what);
    if (kind === 'kill in the middle') await half();
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => {});
  }
  const handle = await open(process.execPath, 'r');
  const handles: Record<string, Step> = Object.getPrototypeOf(handle);
  await handle.close();
  const functions = fs as unknown as Record<string, Step>;
  const restore = [
    ...FUNCTIONS.map((name) => wrap(functions, name, step)),
    ...METHODS.map((name) => wrap(handles, name, step)),
  ];
  syncBuiltinESMExports();
  return () => {
    for (const undo of restore) undo();
    syncBuiltinESMExports();
  };
}

function wrap(
  owner: Record<string, Step>,
  name: string,
  step: (what: string, half: Half) => Promise<void>,
): () => void {
  const original = owner[name];
  if (!original) throw new Error(`there is no ${name}`);
  owner[name] = async function (this: unknown, ...args: never[]) {
    // To open something that is there changes nothing.
    if (name !== 'open' || args[1] === 'wx') {
      await step(labelOf(name, args), () => halfOf(name, this, args));
    }
    return original.apply(this, args);
  };
  return () => {
    owner[name] = original;
  };
}

function labelOf(name: string, args: readonly unknown[]): string {
  const paths = args
    .slice(0, 2)
    .filter((arg) => typeof arg === 'string' && arg !== 'wx' && !parseHolder(arg));
  const names = name === 'writeFile' ? [] : paths.map((path) => basename(String(path)));
  return [name, ...names]
    .join(' ')
    .replaceAll(/\.[0-9a-f]{16}/g, '.TOKEN')
    .replace(/upgrade-\w{6}$/, 'upgrade-XXXXXX');
}

function halfOf(name: string, self: unknown, [first]: readonly unknown[]): ReturnType<Half> {
  const file = self as { write(data: unknown): Promise<unknown> };
  if (name === 'writeFile') return file.write(String(first).slice(0, String(first).length / 2));
  if (name === 'writev') {
    const [chunk] = first as Uint8Array[];
    return file.write(chunk?.subarray(0, chunk.length / 2));
  }
  return name === 'rm' ? removeOne(String(first)) : undefined;
}

/** Removes one of the files below a folder. */
async function removeOne(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const entry = entries.find((one) => !one.isDirectory());
  if (entry) await unlink(join(entry.parentPath, entry.name));
}

function systemError(code: string, what: string): Error {
  return Object.assign(new Error(`${code}: ${what}`), { code });
}
