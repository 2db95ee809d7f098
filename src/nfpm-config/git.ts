import type { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { JacoPkgError, systemCode } from '../errors.ts';

/** Where a checkout stands: its nearest version tag, and the commits since. */
export interface Description {
  /** Undefined when no tag looks like a version. */
  readonly tag: string | undefined;
  readonly commits: number;
  /** Full hash of the commit; '' without one. */
  readonly commit: string;
  /** Whether a tag may have been left out when it was cloned. */
  readonly shallow?: boolean;
}

const NOWHERE: Description = { tag: undefined, commits: 0, commit: '' };

/** Hash in full: how far git would shorten it depends on the repository and its settings. */
const DESCRIBE = [
  ...['describe', '--tags', '--long', '--always', '--abbrev=40'],
  ...['--match=v[0-9]*', '--match=[0-9]*'],
];

const IS_SHALLOW = ['rev-parse', '--is-shallow-repository'];

/** What git says when there is nothing to describe: not a checkout, or one without a commit. */
const NOTHING = /not a git repository|not a valid object name|no names found/i;

/**
 * Asks git for the version of the checkout in `cwd`.
 * @throws JacoPkgError with the code `config_value` when git is there but fails
 */
export function describeCheckout(cwd: string): Description {
  try {
    const description = parseDescription(run(DESCRIBE, cwd).trim());
    if (description.tag !== undefined) return description;
    return { ...description, shallow: run(IS_SHALLOW, cwd).trim() === 'true' };
  } catch (cause) {
    const said = errorText(cause);
    if (systemCode(cause) === 'ENOENT' || NOTHING.test(said)) return NOWHERE;
    throw new JacoPkgError(
      {
        code: 'config_value',
        message: `PACKAGE_VERSION is not set, and git describe fails: ${said.trim().split('\n')[0]}`,
        hint: 'set PACKAGE_VERSION in the environment',
      },
      { cause },
    );
  }
}

/** Output of `git describe --long --always`: `v1.2.3-4-g0123...`, or a bare hash. */
export function parseDescription(output: string): Description {
  const match = /^(.+)-([0-9]+)-g([0-9a-f]+)$/.exec(output);
  if (!match) return { ...NOWHERE, commit: output };
  return { tag: match[1], commits: Number(match[2]), commit: match[3] ?? '' };
}

function run(args: readonly string[], cwd: string): string {
  // Loaded here, as hardly any run needs it.
  const { execFileSync: execute }: { execFileSync: typeof execFileSync } = createRequire(
    import.meta.url,
  )('node:child_process');
  return execute('git', args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  });
}

function errorText(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'stderr' in error && error.stderr) {
    return String(error.stderr);
  }
  return String(error);
}
