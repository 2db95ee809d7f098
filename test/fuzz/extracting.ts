// Extraction, watched: every path that is written to has to be within the target.
import fs, { mkdirSync, realpathSync, rmSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { extract } from '../../src/inspect/index.ts';
import { apkApart, debApart, rpmApart, tarApart } from './apart.ts';
import { corpus } from './corpus.ts';
import { scratch } from './scratch.ts';
import { packagesOf } from './seeds.ts';
import { Oddity, type Taken, type Target } from './target.ts';

/** Functions that change what is at a path, and which argument is the path. */
const WRITERS: readonly (readonly [name: string, argument: number])[] = [
  ...(
    ['mkdir', 'rmdir', 'unlink', 'chmod', 'chown', 'lchown', 'utimes', 'lutimes', 'rm'] as const
  ).map((name) => [name, 0] as const),
  ...[['open', 0] as const, ['symlink', 1] as const, ['link', 0] as const, ['link', 1] as const],
  ...[['rename', 0] as const, ['rename', 1] as const],
];

const STAGED = /^\.into\.[0-9a-f-]+\.jaco-pkg\.tmp(?=\/|$)/;

let target = '';
let stray: string | undefined;

/** Puts a look at the path before each function that writes. */
function watchWriters(): void {
  const functions = promises as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const [name, argument] of WRITERS) {
    const original = functions[name];
    if (!original) continue;
    functions[name] = (...args) => {
      const isReading = name === 'open' && (args[1] === undefined || args[1] === 'r');
      if (target !== '' && !isReading) look(name, args[argument]);
      return original(...args);
    };
  }
  syncBuiltinESMExports();
}

/** In the target, or where that is until it is whole: beside it. */
function isInside(path: string): boolean {
  const around = `${dirname(target)}/`;
  if (path === target || path.startsWith(`${target}/`)) return true;
  return path.startsWith(around) && STAGED.test(path.slice(around.length));
}

function look(name: string, path: unknown): void {
  const text = Buffer.isBuffer(path) ? path.toString('latin1') : String(path);
  const parts = text.split('/');
  if (!isInside(text) || parts.includes('..') || parts.includes('.')) stray ??= `${name} ${text}`;
  else if (dirname(text) !== dirname(target)) {
    const folder = Buffer.from(dirname(text), 'latin1');
    // No link on the way leads elsewhere.
    const isElsewhere = fs.existsSync(folder) && !isInside(realpathSync(folder));
    if (isElsewhere) stray ??= `${name} ${text}`;
  }
}

let count = 0;

async function extractInto(input: Buffer): Promise<void> {
  if (count === 0) watchWriters();
  count += 1;
  const around = join(scratch(), String(count));
  mkdirSync(around);
  target = join(around, 'into');
  stray = undefined;
  const failure = await extract(input, target).then(
    () => undefined,
    (error: unknown) => error,
  );
  const left = fs.readdirSync(around);
  target = '';
  rmSync(around, { recursive: true, force: true });
  if (stray !== undefined) throw new Oddity(`wrote outside the target: ${stray}`);
  const expected = failure === undefined ? 'into' : '';
  if (left.join() !== expected) throw new Oddity(`left ${left.join()} behind: ${String(failure)}`);
  if (failure !== undefined) throw failure;
}

function apart(input: Buffer): Taken {
  if (input.subarray(0, 7).toString() === '!<arch>') return debApart(input);
  if (input[0] === 0xed) return rpmApart(input);
  const isApk = input.indexOf('\x1f\x8b\x08', 1, 'latin1') > 0;
  return isApk ? apkApart(input) : tarApart(input);
}

export const extracting: Target = {
  name: 'extract',
  async seeds() {
    const formats = ['deb', 'rpm', 'apk', 'tarball'] as const;
    const made = await Promise.all(formats.map((format) => packagesOf(format)));
    return [...made.flat(), ...corpus('packages', '.tar.gz')];
  },
  takeApart: apart,
  read: extractInto,
};
