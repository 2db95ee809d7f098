// .MTREE, mtree(5), gzip compressed: `/set` lines with defaults, then a line for each entry,
// { path, keyword=value * }; bytes of a path may stand as \ooo.
import { createHash } from 'node:crypto';
import { inMemory } from '../../model/segment.ts';
import { type Comparison, checkOf } from '../checks.ts';
import { bytesOf } from '../control-tar.ts';
import { packedStream, unpack } from '../decompress/index.ts';
import { listLines } from '../list-lines.ts';
import type { Check, ControlFile, EntryType, PackageEntry } from '../model.ts';
import { packagePath } from '../paths.ts';
import type { Reading } from '../reading.ts';
import { textOf } from '../text.ts';

interface MtreeLine {
  readonly path: string;
  readonly words: Readonly<Record<string, string>>;
}

/** The list as it is before it is compressed. */
export async function unpackMtree(bytes: Uint8Array, reading: Reading): Promise<Uint8Array> {
  const at = (offset: number) => ({ member: '.MTREE', offset });
  const packed = await packedStream(inMemory(bytes).chunks(), reading, at);
  return bytesOf(kept(unpack(packed, reading), reading));
}

function* linesOf(list: Uint8Array, reading: Reading): Generator<MtreeLine> {
  let defaults: Record<string, string> = {};
  for (const line of listLines(list, '.MTREE', reading)) {
    const [first = '', ...rest] = line.toString('latin1').trim().split(/\s+/);
    const words = Object.fromEntries(rest.map(keyword).filter(([key]) => KEYWORDS.has(key)));
    if (first === '/set') defaults = { ...defaults, ...words };
    if (first === '' || first.startsWith('#') || first.startsWith('/')) continue;
    const { path } = packagePath(unvis(first), reading, { member: '.MTREE' });
    yield { path, words: { ...defaults, ...words } };
  }
}

async function* kept(chunks: AsyncIterable<Uint8Array>, reading: Reading) {
  for await (const chunk of chunks) {
    reading.keep(chunk.length, { member: '.MTREE' });
    yield chunk;
  }
}

/** What is compared: no others are kept, however many there are. */
const KEYWORDS = new Set(['type', 'mode', 'time', 'size', 'link', 'sha256digest', 'md5digest']);

function keyword(word: string): [string, string] {
  const equals = word.indexOf('=');
  return equals < 0 ? [word, ''] : [word.slice(0, equals), word.slice(equals + 1)];
}

function unvis(text: string): Buffer {
  const plain = text.replace(/\\([0-7]{3})/g, (_, digits: string) => {
    return String.fromCharCode(Number.parseInt(digits, 8) & 0xff);
  });
  return Buffer.from(plain, 'latin1');
}

const TYPES: Readonly<Partial<Record<EntryType, string>>> = {
  file: 'file',
  hardlink: 'file',
  dir: 'dir',
  symlink: 'link',
};

/** How a word is written here, of the ways there are. */
const NORMAL: Readonly<Record<string, (word: string) => string>> = {
  mode: (word) => word.replace(/^0+(?=.)/, ''),
  time: (word) => word.replace(/\..*/, ''),
  link: (word) => textOf(unvis(word)),
};

/** Everything that is listed, and what is not. */
export function mtreeCheck(
  list: Uint8Array,
  entries: readonly PackageEntry[],
  controlFiles: readonly ControlFile[],
  reading: Reading,
): Check[] {
  const actual = actualWords(entries, controlFiles);
  return [checkOf('.MTREE', comparisons(linesOf(list, reading), entries, actual))];
}

type Words = Readonly<Record<string, string>>;

/** What there is to compare, by path. */
function actualWords(
  entries: readonly PackageEntry[],
  controlFiles: readonly ControlFile[],
): Map<string, Words> {
  const actual = new Map<string, Words>(entries.map((entry) => [entry.path, wordsOf(entry)]));
  for (const { name, bytes } of controlFiles) {
    const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
    const digests = { sha256digest: hash('sha256'), md5digest: hash('md5') };
    actual.set(`/${name}`, { type: 'file', size: String(bytes.length), ...digests });
  }
  return actual;
}

function* comparisons(
  lines: Iterable<MtreeLine>,
  entries: readonly PackageEntry[],
  actual: ReadonlyMap<string, Words>,
): Generator<Comparison> {
  const listed = new Set<string>();
  for (const { path, words } of lines) {
    const found = actual.get(path);
    if (!found) {
      yield { what: path, expected: 'listed', actual: undefined };
      continue;
    }
    listed.add(path);
    for (const [key, value] of Object.entries(found)) {
      const stated = words[key];
      if (stated === undefined) continue;
      yield { what: `${path} ${key}`, expected: NORMAL[key]?.(stated) ?? stated, actual: value };
    }
  }
  for (const { path } of entries) {
    if (!listed.has(path)) yield { what: path, expected: 'listed', actual: 'not listed' };
  }
}

function wordsOf({
  type,
  mode,
  size,
  mtime,
  target,
  digests,
}: PackageEntry): Record<string, string> {
  return {
    type: TYPES[type] ?? type,
    mode: mode.toString(8),
    time: String(mtime),
    ...(type === 'file' && { size: String(size) }),
    ...(type === 'symlink' && { link: target }),
    ...(digests.sha256 !== undefined && { sha256digest: digests.sha256 }),
    ...(digests.md5 !== undefined && { md5digest: digests.md5 }),
  };
}
