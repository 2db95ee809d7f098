import { type ErrorProblem, JacoPkgError } from '../../errors.ts';
import { type Checkout, readCheckout } from './checkout.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface IdentityOptions {
  /** Which tag of the commit, where it has several. */
  readonly tag?: string;
  /** Take a commit without a tag, with changes, or none at all: what comes out is no release. */
  readonly snapshot?: boolean;
  /** Take uncommitted changes. */
  readonly allowDirty?: boolean;
}

/** What is released: everything that the bytes of a release follow from, but for the files. */
export interface Identity {
  /** '' for a snapshot. */
  readonly tag: string;
  /** For $PACKAGE_VERSION; undefined leaves it to the configuration to describe the checkout. */
  readonly version: string | undefined;
  /** '' without one. */
  readonly commit: string;
  /** Seconds since 1970: the time of everything. */
  readonly time: number;
  /** Whether there are changes that the commit has not. */
  readonly isDirty: boolean;
}

/** How many changed files are named. */
const SHOWN = 5;

/**
 * The identity of the checkout in `cwd`, and all that stands in the way of releasing it.
 * @param target where the release goes; what lies there is no change
 * @throws JacoPkgError `release_checkout` when git fails
 */
export async function identify(
  cwd: string,
  target: string,
  env: Env,
  options: IdentityOptions,
): Promise<{ identity: Identity; problems: ErrorProblem[] }> {
  if (options.snapshot && options.tag !== undefined) {
    throw new JacoPkgError({ code: 'usage', message: 'a snapshot is of no tag' });
  }
  const checkout = await readCheckout(cwd, target);
  const problems: ErrorProblem[] = [];
  const fail = (message: string, hint: string) => {
    problems.push({ code: 'release_checkout', message, hint });
  };
  const tag = options.snapshot ? '' : tagOf(checkout, options.tag, fail);
  const given = env['PACKAGE_VERSION'] || undefined;
  if (tag && given && bare(given) !== bare(tag)) {
    fail(`PACKAGE_VERSION is ${given}, and the tag is ${tag}`, 'unset PACKAGE_VERSION');
  }
  const changes = checkout?.changes ?? [];
  if (changes.length > 0 && !options.allowDirty && !options.snapshot) {
    const more = changes.length > SHOWN ? ` and ${changes.length - SHOWN} more` : '';
    const hint = 'commit them, let git ignore them, or allow them with --allow-dirty';
    fail(`there are uncommitted changes: ${changes.slice(0, SHOWN).join(', ')}${more}`, hint);
  }
  const time = timeOf(env, checkout, fail);
  const identity = {
    tag,
    version: tag ? bare(tag) : given,
    commit: checkout?.commit ?? '',
    time,
    isDirty: changes.length > 0,
  };
  return { identity, problems };
}

type Fail = (message: string, hint: string) => void;

function tagOf(checkout: Checkout | undefined, wanted: string | undefined, fail: Fail): string {
  const hint = 'tag it, as in git tag v1.2.3, or make a snapshot with --snapshot';
  if (!checkout) {
    fail('there is no commit to release', hint);
    return '';
  }
  const { commit, tags } = checkout;
  const [tag = '', ...others] = wanted === undefined ? tags : tags.filter((one) => one === wanted);
  if (tag === '') {
    fail(`the commit ${commit.slice(0, 12)} has no tag ${wanted ?? 'that is a version'}`, hint);
  } else if (others.length > 0) {
    fail(`the commit has several tags: ${tags.join(', ')}`, 'choose one with --tag');
  }
  return tag;
}

/** https://reproducible-builds.org/specs/source-date-epoch/, else the time of the commit. */
function timeOf(env: Env, checkout: Checkout | undefined, fail: Fail): number {
  const epoch = env['SOURCE_DATE_EPOCH'] || undefined;
  if (epoch === undefined && checkout) return checkout.time;
  if (epoch !== undefined && /^[0-9]{1,12}$/.test(epoch)) return Number(epoch);
  const message =
    epoch === undefined
      ? 'there is no commit to take the time from'
      : `SOURCE_DATE_EPOCH must be whole seconds since 1970, not ${JSON.stringify(epoch)}`;
  fail(message, 'set SOURCE_DATE_EPOCH, as in $(git log -1 --format=%ct)');
  return 0;
}

/** `v1.2.3` -> `1.2.3` */
function bare(version: string): string {
  return version.replace(/^v(?=[0-9])/, '');
}
