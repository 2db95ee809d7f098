import { printableLines } from './model/printable.ts';
import type { Problem } from './model/problem.ts';

/** Every code an error can carry. A code is stable; its wording is not. */
export const ERROR_CODES = [
  'arch_unknown',
  'changelog_invalid',
  'codec_unavailable',
  'comment_invalid',
  'config_alias_bomb',
  'config_duplicate_key',
  'config_missing_key',
  'config_too_large',
  'config_unknown_key',
  'config_unreadable',
  'config_value',
  'config_wrong_type',
  'config_yaml',
  'content_collision',
  'content_glob_no_match',
  'content_missing',
  'content_path',
  'content_special_file',
  'content_unreadable',
  'fetch_certificate',
  'fetch_failed',
  'fetch_not_found',
  'fetch_timeout',
  'fetch_too_large',
  'fetch_truncated',
  'format_limit',
  'format_unknown',
  'input_changed',
  'interrupted',
  'key_derivation',
  'key_invalid',
  'key_password',
  'key_unreadable',
  'lint_failed',
  'name_invalid',
  'package_malformed',
  'package_too_large',
  'package_unreadable',
  'package_unsupported',
  'path_unsafe',
  'platform_unsupported',
  'publish_failed',
  'publish_refused',
  'relation_invalid',
  'release_checkout',
  'release_shards',
  'script_language',
  'script_unreadable',
  'signature_invalid',
  'signature_key_unknown',
  'signature_malformed',
  'signature_unreadable',
  'signer_failed',
  'sums_invalid',
  'target_conflict',
  'target_unwritable',
  'upgrade_downgrade',
  'upgrade_locked',
  'upgrade_verification_failed',
  'usage',
  'version_invalid',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Told to the user, but not in the way of building. */
export const WARNING_CODES = [
  'cache_unusable',
  'config_deprecated',
  'content_left_out',
  'exclude_no_match',
  'key_left_out',
  'lint_warning',
  'mode_decimal',
  'script_crlf',
  'target_ending',
  'unit_missing',
  'variable_unset',
  'version_empty',
  'version_untagged',
] as const;

export type WarningCode = (typeof WARNING_CODES)[number];

export type ErrorProblem = Problem<ErrorCode>;
export type Warning = Problem<WarningCode>;

/** The one error this library throws on purpose: one or more problems, each with its place. */
export class JacoPkgError extends Error {
  override readonly name = 'JacoPkgError';
  readonly problems: readonly [ErrorProblem, ...ErrorProblem[]];

  /** Code of the first problem. */
  get code(): ErrorCode {
    return this.problems[0].code;
  }

  constructor(
    problems: ErrorProblem | readonly [ErrorProblem, ...ErrorProblem[]],
    options?: ErrorOptions,
  ) {
    const list = 'code' in problems ? ([problems] as const) : problems;
    super(list.map(formatProblem).join('\n'), options);
    this.problems = list;
  }
}

/** Throws them all as one error, if there are any. */
export function throwIfAny(problems: readonly ErrorProblem[]): void {
  const [first, ...rest] = problems;
  if (first) throw new JacoPkgError([first, ...rest]);
}

/**
 * `nfpm.yaml:12:5 contents[2].type: message (hint)`, or `a.deb data.tar byte 512: message`, with
 * whatever of it is known. What a terminal could take for a command is escaped: much of it comes
 * from files of others.
 */
export function formatProblem(problem: Problem): string {
  const { file, line, column, key, member, offset } = problem.place ?? {};
  const position = [file, line, column].filter((part) => part !== undefined).join(':');
  const byte = offset === undefined ? '' : `byte ${offset}`;
  const where = [position, key, member, byte].filter(Boolean).join(' ');
  const hint = problem.hint ? ` (${problem.hint})` : '';
  return printableLines(`${where ? `${where}: ` : ''}${problem.message}${hint}`);
}

/** Errors of Linux that libuv has no name for, as Node calls them. */
const UNNAMED: Readonly<Record<string, string>> = { 'Unknown system error -122': 'EDQUOT' };

/** The `code` of a system error (`ENOENT`), or ''. */
export function systemCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? (UNNAMED[code] ?? code) : '';
}

/** Why the system does not let a file be read or written, in words where there are some. */
export function reasonOf(error: unknown): string {
  const code = systemCode(error);
  if (code === '' || !(error instanceof Error)) return String(error);
  if (code === 'EEXIST' && 'syscall' in error && error.syscall === 'mkdir' && 'path' in error) {
    return `${error.path} is no folder`;
  }
  // Node has the system's own words: `ENOSPC: no space left on device, write`.
  const [, words] = /^E[A-Z0-9]+: ([^,]+)/.exec(error.message) ?? [];
  return REASONS[code] ?? [code, words].filter(Boolean).join(', ');
}

const REASONS: Readonly<Record<string, string>> = {
  EDQUOT: 'EDQUOT, the quota of the disk is used up',
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
};
