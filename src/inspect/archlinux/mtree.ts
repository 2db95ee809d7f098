// .MTREE, mtree(5), gzip compressed: `/set` lines with defaults, then a line for each entry,
// { path, keyword=value * }; bytes of a path may stand as \ooo.
import { createHash } from 'node:crypto';
import { inMemory } from '../../model/segment.ts';
import { type Comparison, checkOf } from '../checks.ts';
import { bytesOf } from '../control-tar.ts';
import { packedStream, unpack } from '../decompress/index.ts';
import type { Check, ControlFile, EntryType, PackageEntry } from '../model.ts';
import { packagePath, textOf } from '../paths.ts';
import type { Reading } from '../reading.ts';

export interface MtreeLine {
  readonly path: string;
  readonly words: Readonly<Record<string, string>>;
}

export async function readMtree(bytes: Uint8Array, reading: Reading): Promise<MtreeLine[]> {
  const at = (offset: number) => ({ member: '.MTREE', offset });
  const unpacked = await bytesOf(
    kept(unpack(await packedStream(inMemory(bytes).chunks(), reading, at), reading), reading),
  );
  let defaults: Record<string, string> = {};
  const lines = Buffer.from(unpacked).toString('latin1').split('\n');
  return lines.flatMap((line) => {
    const [first = '', ...rest] = line.trim().split(/\s+/);
    const words = Object.fromEntries(rest.map(keyword).filter(([key]) => KEYWORDS.has(key)));
    if (first === '/set') defaults = { ...defaults, ...words };
    if (first === '' || first.startsWith('#') || first.startsWith('/')) return [];
    return [
      { path: packagePath(unvis(first), reading, at(0)).path, words: { ...defaults, ...words } },
    ];
  });
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
  lines: readonly MtreeLine[],
  entries: readonly PackageEntry[],
  controlFiles: readonly ControlFile[],
): Check[] {
  const actual = new Map(entries.map((entry) => [entry.path, wordsOf(entry)]));
  for (const { name, bytes } of controlFiles) {
    const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
    const digests = { sha256digest: hash('sha256'), md5digest: hash('md5') };
    actual.set(`/${name}`, { type: 'file', size: String(bytes.length), ...digests });
  }
  const compared = lines.flatMap(({ path, words }): Comparison[] => {
    const found = actual.get(path);
    if (!found) return [{ what: path, expected: 'listed', actual: undefined }];
    return Object.entries(found).flatMap(([key, value]) => {
      const stated = words[key];
      if (stated === undefined) return [];
      return [{ what: `${path} ${key}`, expected: NORMAL[key]?.(stated) ?? stated, actual: value }];
    });
  });
  const listed = new Set(lines.map(({ path }) => path));
  const unlisted = entries
    .filter(({ path }) => !listed.has(path))
    .map(({ path }) => ({ what: path, expected: 'listed', actual: 'not listed' }));
  return [checkOf('.MTREE', [...compared, ...unlisted])];
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
