// Archives as GNU tar sees them.
import { mkdirSync } from 'node:fs';
import { output, run } from '../../support/tools.ts';
import { decoded, type EntryFacts } from './facts.ts';

const TYPES: Readonly<Record<string, string>> = {
  '-': 'file',
  d: 'dir',
  l: 'symlink',
  h: 'hardlink',
  c: 'char',
  b: 'block',
  p: 'fifo',
};

/** `-rw-r--r-- root/root 12 2023-11-14 22:13:20 "./a" -> "b"` */
const LINE = /^(.)(\S{9})\S* (\S+) +(\S+) (\S+) (\S+) +"((?:[^"\\]|\\.)*)"(?:[^"]*"(.*)")?$/;

/** What tar lists of an archive, with the digests of the files it extracts to `folder`. */
export function tarEntries(folder: string, archive: string, ...more: string[]): EntryFacts[] {
  mkdirSync(folder, { recursive: true });
  const plain = ['--no-same-owner', '--no-same-permissions', '--delay-directory-restore'];
  output('tar', ['-xf', archive, '-C', folder, ...plain, ...more]);
  const digests = digestsOf(folder);
  const args = ['-tvf', archive, '--full-time', '--quoting-style=c', ...more];
  // In the C locale everything but ASCII is escaped.
  const lines = output('tar', args, { env: { LC_ALL: 'C' } })
    .split('\n')
    .filter(Boolean);
  return lines.map((line) => entryOf(line, digests));
}

function entryOf(line: string, digests: ReadonlyMap<string, string>): EntryFacts {
  const parts = LINE.exec(line);
  if (!parts) throw new Error(`not a line of tar's: ${line}`);
  const [, letter = '', bits = '', owner = '', size = '', date, time, name = '', target] = parts;
  const type = TYPES[letter] ?? letter;
  const path = pathOf(unescaped(name));
  const hasContent = type === 'file' || type === 'hardlink';
  return {
    path,
    type,
    mode: octal(bits),
    owner: owner.replace('/', ':'),
    mtime: String(Math.floor(Date.parse(`${date}T${time}Z`) / 1000)),
    ...(type === 'file' && { size }),
    ...(type === 'symlink' && target !== undefined && { target: unescaped(target) }),
    ...(type === 'hardlink' && target !== undefined && { target: pathOf(unescaped(target)) }),
    ...(hasContent && { sha256: digests.get(path) ?? 'missing' }),
  };
}

export function pathOf(name: string): string {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return `/${parts.join('/')}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** A name as C writes strings. */
function unescaped(text: string): string {
  const bytes = text.replace(/\\([0-7]{3}|.)/g, (_, code: string) => {
    if (code.length === 3) return String.fromCharCode(Number.parseInt(code, 8));
    return ESCAPES[code] ?? code;
  });
  return decoded(bytes);
}

/** `rwsr-xr-x` -> `4755`. */
function octal(bits: string): string {
  let mode = 0;
  [...bits].forEach((bit, i) => {
    if (bit !== '-' && bit !== 'S' && bit !== 'T') mode |= 1 << (8 - i);
    if (/[sStT]/.test(bit)) mode |= 0o4000 >> Math.floor(i / 3);
  });
  return mode.toString(8);
}

/** SHA-256 of all files below a folder, by path in it. */
export function digestsOf(folder: string): Map<string, string> {
  const script = 'find . -type f -print0 | xargs -0 -r sha256sum -z';
  const { stdout } = run('sh', ['-c', script], { cwd: folder, encoding: 'latin1' });
  const lines = stdout.split('\0').filter(Boolean);
  return new Map(lines.map((line) => [pathOf(decoded(line.slice(66))), line.slice(0, 64)]));
}
