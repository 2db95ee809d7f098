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

/** Compiles jaco-pkg into a folder; returns the path of its launcher. */
export function compiledCli(folder: string): string {
  const compiler = join(REPOSITORY, 'node_modules/.bin/tsc');
  const project = join(REPOSITORY, 'tsconfig.build.json');
  mkdirSync(folder, { recursive: true });
  output(compiler, ['-p', project, '--declaration', 'false', '--outDir', join(folder, 'lib')]);
  for (const name of ['bin', 'package.json']) {
    cpSync(join(REPOSITORY, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  return join(folder, 'bin/jaco-pkg.js');
}
