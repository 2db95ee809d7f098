import { relative } from 'node:path';
import {
  type ErrorCode,
  formatProblem,
  JacoPkgError,
  systemCode,
  type Warning,
} from '../errors.ts';
import { painter, RED, YELLOW } from './colours.ts';
import { EXIT, type Io } from './io.ts';

export { humanSize } from '../inspect/human-size.ts';

const EXIT_BY_CODE: Readonly<Partial<Record<ErrorCode, number>>> = {
  format_unknown: EXIT.usage,
  usage: EXIT.usage,
  upgrade_verification_failed: EXIT.unverified,
};

/** What machines lack wherever it is asked for, even to load a part of this program. */
const REMEDIES: Readonly<Record<string, string>> = {
  EMFILE: 'let the process have more open files: ulimit -n',
  ENFILE: 'let the system have more open files: sysctl fs.file-max',
  ENOMEM: 'there is not enough memory',
};

/** Tells the user why a command failed; returns its exit code. */
export function reportFailure(error: unknown, io: Pick<Io, 'stderr' | 'env'>): number {
  const paint = painter(io.stderr, io.env);
  const label = paint('error:', RED);
  if (error instanceof JacoPkgError) {
    for (const problem of error.problems) {
      io.stderr.write(`${label} ${formatProblem(problem)} [${problem.code}]\n`);
    }
    return EXIT_BY_CODE[error.code] ?? EXIT.failed;
  }
  const remedy = REMEDIES[systemCode(error)];
  if (remedy !== undefined && error instanceof Error) {
    io.stderr.write(`${label} ${error.message} (${remedy})\n`);
    return EXIT.failed;
  }
  // Not one of ours: a fault in jaco-pkg itself, so say where.
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(`${label} unexpected: ${detail}\n`);
  return EXIT.failed;
}

export function reportWarnings(warnings: readonly Warning[], io: Io): void {
  const paint = painter(io.stderr, io.env);
  for (const warning of warnings) {
    io.stderr.write(`${paint('warning:', YELLOW)} ${formatProblem(warning)} [${warning.code}]\n`);
  }
}

/** What a program may read, and a terminal may show: JSON leaves some controls as they are. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  // DEL, the controls of ISO 6429 in one character, and what changes the direction of writing.
  return `${text.replace(/[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu, escaped)}\n`;
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** Relative to the current folder where that is shorter to read. */
export function shortPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith('..') ? path : short;
}
