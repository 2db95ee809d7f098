// SHA256SUMS, as sha256sum(1) of GNU coreutils writes and checks it:
//
//   list = *line
//   line = [ "\" ] 64HEX SP ( SP / "*" ) name LF        "*" marks binary mode, which means nothing
//
// A line whose name has a backslash, LF or CR starts with "\", and has them as "\\", "\n" and "\r".
import type { ErrorProblem } from '../errors.ts';
import { JacoPkgError, throwIfAny } from '../errors.ts';
import { compareUtf8 } from '../model/order.ts';

/** One file of a list. */
export interface Sum {
  /** Relative to the folder of the list, parts divided by `/`; never leads out of that folder. */
  readonly name: string;
  /** Lowercase hex. */
  readonly sha256: string;
}

const LINE = /^(\\?)([0-9a-f]{64}) [ *](.*)$/isu;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\', '\n': 'n', '\r': 'r' };
const UNESCAPES = new Map(Object.entries(ESCAPES).map(([raw, letter]) => [letter, raw]));

/** A list that is not one at all need not be complained of line by line. */
const MAX_PROBLEMS = 20;

/**
 * The text of a list, sorted by the bytes of the names. Throws `sums_invalid` for what `readSums`
 * would refuse.
 */
export function writeSums(sums: readonly Sum[]): string {
  const sorted = [...sums].sort((a, b) => compareUtf8(a.name, b.name));
  const lines = sorted.map(({ name, sha256 }) => {
    const escaped = name.replace(/[\\\n\r]/g, (raw) => `\\${ESCAPES[raw]}`);
    return `${escaped === name ? '' : '\\'}${sha256}  ${escaped}\n`;
  });
  const text = lines.join('');
  readSums(text);
  return text;
}

/**
 * The files of a list, in its order. Strict: sha256sum(1) skips comments and lines it cannot read,
 * here each is an error. `file` names the list in errors. Throws `sums_invalid` with a problem per
 * bad line.
 */
export function readSums(text: string | Uint8Array, file?: string): Sum[] {
  const lines = decode(text, file).split('\n');
  const problems: ErrorProblem[] = [];
  if (lines.pop() !== '')
    problems.push(problem('has no end; the list is cut', file, lines.length + 1));
  if (lines.length === 0) problems.push(problem('is missing; the list is empty', file, 1));
  const seen = new Map<string, number>();
  const sums: Sum[] = [];
  lines.forEach((line, index) => {
    const sum = readLine(line);
    const first = typeof sum === 'string' ? undefined : seen.get(sum.name);
    if (typeof sum === 'string') problems.push(problem(sum, file, index + 1));
    else if (first)
      problems.push(problem(`names the file of line ${first} again`, file, index + 1));
    else {
      seen.set(sum.name, index + 1);
      sums.push(sum);
    }
  });
  throwIfAny(problems.slice(0, MAX_PROBLEMS));
  return sums;
}

function decode(text: string | Uint8Array, file: string | undefined): string {
  const bytes = Buffer.from(text);
  const decoded = bytes.toString();
  // What is no text comes out as U+FFFD, and then the bytes differ.
  if (bytes.equals(Buffer.from(decoded)) && (typeof text !== 'string' || text === decoded)) {
    return decoded;
  }
  throw new JacoPkgError(problem('is not UTF-8', file, undefined));
}

/** The file of a line, or what is wrong with the line. */
function readLine(line: string): Sum | string {
  const [, mark, hex, rest] = LINE.exec(line) ?? [];
  if (hex === undefined || rest === undefined) {
    return 'is not 64 hex digits, two spaces and a file name';
  }
  const name = mark ? unescapeName(rest) : rest;
  if (name === undefined) return 'has an escape other than \\\\, \\n and \\r';
  const fault = mark || !/[\\\r]/.test(rest) ? nameFault(name) : 'has an unescaped backslash or CR';
  return fault ?? { name, sha256: hex.toLowerCase() };
}

function unescapeName(text: string): string | undefined {
  let valid = !text.includes('\r');
  const name = text.replace(/\\(.?)/gsu, (_, letter: string) => {
    const raw = UNESCAPES.get(letter);
    valid &&= raw !== undefined;
    return raw ?? '';
  });
  return valid ? name : undefined;
}

/** What is wrong with a name, if anything. Each file has one name, and none is outside. */
function nameFault(name: string): string | undefined {
  if (name.includes('\0')) return 'has a NUL in the name';
  if (name.startsWith('/')) return `names the absolute path ${name}`;
  const parts = name.split('/');
  if (parts.includes('..')) return `names ${name}, outside the folder of the list`;
  if (parts.includes('') || parts.includes('.')) return `names ${name}, not in its shortest form`;
  return undefined;
}

function problem(what: string, file: string | undefined, line: number | undefined): ErrorProblem {
  return {
    code: 'sums_invalid',
    message: `the checksum ${line ? 'line' : 'list'} ${what}`,
    place: { ...(file !== undefined && { file }), ...(line !== undefined && { line }) },
  };
}
