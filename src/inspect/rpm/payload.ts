import { readCpio } from '../archive/cpio.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { Found } from '../facts.ts';
import { shown } from '../paths.ts';
import type { RawEntry } from '../raw-entry.ts';
import type { At, Reading } from '../reading.ts';
import { type RpmFile, typeOfMode } from './files.ts';

/** Name of a file's digest, for hashes. */
export type RpmDigest = 'md5' | 'sha1' | 'sha256';

/** Names of one file wait here for its content, which comes with the last of them. */
interface LinkSet {
  readonly size: number;
  readonly last: RpmFile | undefined;
  readonly waiting: { file: RpmFile; at: At }[];
}

/** Files in the order of the payload, then those that are not in it. */
export async function* readPayload(
  reader: ByteReader,
  files: readonly RpmFile[],
  digest: RpmDigest | undefined,
  reading: Reading,
): AsyncGenerator<Found> {
  const byPath = new Map(files.map((file, i) => [pathKey(file.path), i]));
  const sets = linkSets(files);
  const seen = new Set<RpmFile>();
  const sizeOf = (index: number) => {
    const file = files[index];
    return file && (holdsContent(file, sets) ? file.size : 0);
  };
  for await (const { name, index, mode, size, at, body } of readCpio(reader, reading, sizeOf)) {
    const file = files[index ?? byPath.get(pathKey(name ?? Buffer.alloc(0))) ?? -1];
    if (!file)
      throw reading.malformed(`${shown(name ?? '')} is not in the file list of the header`, at);
    if (seen.has(file)) throw reading.malformed(`${shown(file.path)} is there twice`, at);
    if (name && typeOfMode(mode) !== file.type) {
      throw reading.malformed(`${shown(file.path)} is of another type than the header says`, at);
    }
    seen.add(file);
    const set = sets.get(file);
    if (set && size === 0 && set.waiting.length + 1 < set.size) {
      set.waiting.push({ file, at });
      continue;
    }
    if (file.type === 'file' && size !== file.size) {
      throw reading.malformed(`${shown(file.path)} has ${size} bytes, not ${file.size}`, at);
    }
    yield found(file, { at, body }, digest);
    for (const link of set?.waiting.splice(0) ?? []) {
      yield found(link.file, { type: 'hardlink', target: file.path, at: link.at }, digest);
    }
  }
  yield* filesLeft(files, { sets, seen, at: reader.at() }, reading);
}

/** What the payload held; and where it ends. */
interface Left {
  readonly sets: ReadonlyMap<RpmFile, LinkSet>;
  readonly seen: ReadonlySet<RpmFile>;
  readonly at: At;
}

/** Ghosts; anything else that the payload lacks is missing. */
async function* filesLeft(
  files: readonly RpmFile[],
  { sets, seen, at }: Left,
  reading: Reading,
): AsyncGenerator<Found> {
  for (const set of new Set(sets.values())) {
    const [link] = set.waiting;
    if (link) throw reading.malformed(`${shown(link.file.path)} has no content`, link.at);
  }
  for (const file of files) {
    if (seen.has(file)) continue;
    if (!file.isGhost) throw reading.malformed(`${shown(file.path)} is not in the payload`, at);
    yield found(file, { type: 'ghost', at: {} });
  }
}

function found(file: RpmFile, change: Partial<RawEntry> & { at: At }, digest?: RpmDigest): Found {
  const { path: name, mode, type, size, mtime, owner, group, linkTo, flags, capabilities } = file;
  const raw: RawEntry = {
    ...{ name, type, owner, group, mtime, uid: 0, gid: 0, target: linkTo, records: {} },
    mode: mode & 0o7777,
    size: type === 'file' ? size : 0,
    body: NOTHING,
    ...change,
  };
  return {
    raw,
    flags,
    ...(digest && { digests: [digest] }),
    ...(capabilities && { capabilities }),
  };
}

const NOTHING: AsyncIterable<Uint8Array> = { async *[Symbol.asyncIterator]() {} };

/** Files that have several names, by each of them. */
function linkSets(files: readonly RpmFile[]): Map<RpmFile, LinkSet> {
  const names = new Map<string, RpmFile[]>();
  for (const file of files) {
    if (file.type !== 'file' || file.isGhost) continue;
    const same = names.get(file.identity);
    if (same) same.push(file);
    else names.set(file.identity, [file]);
  }
  const sets = new Map<RpmFile, LinkSet>();
  for (const same of names.values()) {
    if (same.length === 1) continue;
    const set = { size: same.length, last: same.at(-1), waiting: [] };
    for (const file of same) sets.set(file, set);
  }
  return sets;
}

/** In the stripped form the last name of a file has its content; nobody says so but the order. */
function holdsContent(file: RpmFile, sets: ReadonlyMap<RpmFile, LinkSet>): boolean {
  if (file.type === 'symlink') return true;
  if (file.type !== 'file') return false;
  const set = sets.get(file);
  return !set || set.last === file;
}

function pathKey(name: Buffer): string {
  return name.toString('latin1').replace(/^\.?\//, '');
}
