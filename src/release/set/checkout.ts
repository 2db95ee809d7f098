import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type ErrorProblem, JacoPkgError, systemCode } from '../../errors.ts';

/** What git says of the folder that a release is made in. */
export interface Checkout {
  /** Full hash of the commit. */
  readonly commit: string;
  /** Of the commit, in seconds since 1970. */
  readonly time: number;
  /** Tags of the commit that look like versions, sorted. */
  readonly tags: readonly string[];
  /** Paths that differ from the commit or are not in it, ignored ones apart. */
  readonly changes: readonly string[];
}

/** What git says where there is no commit. */
const NOTHING =
  /not a git repository|ambiguous argument 'HEAD'|does not have any commits|unknown revision|bad revision/i;

const MAX_OUTPUT = 256 * 2 ** 20;

/**
 * Undefined where there is no commit, or no git.
 * @param target folder whose files do not count as changes
 * @throws JacoPkgError `release_checkout` when git is there but fails
 */
export async function readCheckout(cwd: string, target: string): Promise<Checkout | undefined> {
  try {
    const [commit = '', time] = (await git(cwd, ['log', '-1', '--format=%H%n%ct'])).split('\n');
    const tags = await git(cwd, ['tag', '--points-at', 'HEAD', '--sort=refname']);
    const root = (await git(cwd, ['rev-parse', '--show-toplevel'])).replace(/\n$/, '');
    // Git has resolved the links of its own path.
    const made = await realPath(target);
    const status = await git(cwd, ['status', '--porcelain', '-z', '--untracked-files=all']);
    return {
      commit,
      time: Number(time),
      tags: tags.split('\n').filter((tag) => /^v?[0-9]/.test(tag)),
      changes: changedPaths(status).filter((path) => !isBelow(resolve(root, path), made)),
    };
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : '';
    if (systemCode(cause) === 'ENOENT' || NOTHING.test(said)) return undefined;
    const problem: ErrorProblem = {
      code: 'release_checkout',
      message: `git does not tell what is released: ${said.trim().split('\n')[0] || String(cause)}`,
    };
    throw new JacoPkgError(problem, { cause });
  }
}

/** Without links, as far as there is something. */
async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    const around = dirname(path);
    if (systemCode(cause) !== 'ENOENT' || around === path) return path;
    return join(await realPath(around), basename(path));
  }
}

async function git(cwd: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' };
  const { stdout } = await promisify(execFile)('git', args, { cwd, env, maxBuffer: MAX_OUTPUT });
  return stdout;
}

/** git-status(1), porcelain format: `XY path`, and for a rename the old path after it. */
function changedPaths(status: string): string[] {
  const parts = status.split('\0').filter(Boolean);
  const paths: string[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    paths.push(part.slice(3));
    if (/^[RC]|^.[RC]/.test(part)) index += 1;
  }
  return paths;
}

function isBelow(path: string, folder: string): boolean {
  return !/^\.\.(\/|$)/.test(relative(folder, path));
}
