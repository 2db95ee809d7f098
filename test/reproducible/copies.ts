import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { output } from '../support/tools.ts';
import { EMPTY_FOLDERS } from './sources.ts';

export function elsewhere(inputs: string, folder: string): string {
  const copy = join(folder, 'elsewhere', 'in a földer with a longer name');
  cpSync(inputs, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

export function throughLink(inputs: string, folder: string): string {
  const link = join(folder, 'link');
  symlinkSync(inputs, link);
  return link;
}

/** The last file first, with times of its own and tighter permissions. */
export function backwards(inputs: string, folder: string): string {
  const copy = join(folder, 'backwards');
  const found = readdirSync(inputs, { recursive: true, withFileTypes: true });
  const paths = found.map(({ parentPath, name }) => join(parentPath, name).slice(inputs.length));
  for (const [index, path] of paths.sort().reverse().entries()) {
    const [from, to] = [join(inputs, path), join(copy, path)];
    const stats = lstatSync(from);
    mkdirSync(stats.isDirectory() ? to : dirname(to), { recursive: true });
    if (stats.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
    if (!stats.isFile()) continue;
    writeFileSync(to, readFileSync(from), { mode: stats.mode & 0o700 });
    utimesSync(to, index * 1000, 1_600_000_000 + index * 1000.5);
  }
  return copy;
}

/** What whoever clones a repository has: files of this minute, modes of the umask at hand. */
export function clone(inputs: string, folder: string): string {
  const [origin, copy] = [join(folder, 'origin'), join(folder, 'clone')];
  cpSync(inputs, origin, { recursive: true, verbatimSymlinks: true });
  const identity = ['-c', 'user.name=Sun Dial', '-c', 'user.email=sun@dial.example'];
  const git = (...args: string[]) => output('git', ['-C', origin, ...identity, ...args]);
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'All of it');
  output('sh', ['-c', 'umask 077; git clone --quiet "$0" "$1"', origin, copy]);
  // Git has no folders, only files in them.
  for (const name of EMPTY_FOLDERS) mkdirSync(join(copy, name), { recursive: true });
  return copy;
}
