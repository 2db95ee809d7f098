import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/cli/main.ts';
import { type Outcome, output } from './tools.ts';

export const REPOSITORY = new URL('../..', import.meta.url).pathname;

interface CliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command line of jaco-pkg in this process. */
export async function jacoPkg(args: readonly string[], options: CliOptions): Promise<Outcome> {
  const said = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof said) => ({
    write: (text: string) => {
      said[name] += text;
    },
  });
  const status = await main(args, {
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    env: { PATH: process.env['PATH'], ...options.env },
    cwd: options.cwd,
    signal: new AbortController().signal,
    now: () => 1_700_000_000,
  });
  return { status, ...said };
}

/** What jaco-pkg is compiled from. */
const SOURCES = ['bin', 'package.json', 'scripts', 'src'];

/** Compiles jaco-pkg in a folder; returns the path of its launcher. */
export function compiledCli(folder: string): string {
  for (const name of SOURCES) {
    cpSync(join(REPOSITORY, name), join(folder, name), { recursive: true });
  }
  mkdirSync(join(folder, 'lib/types'), { recursive: true });
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  output(process.execPath, [join(folder, 'scripts/bundle.mjs')]);
  return join(folder, 'bin/jaco-pkg.js');
}
