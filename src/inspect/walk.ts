import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Digests } from '../model/segment.ts';
import type { Facts, Found } from './facts.ts';
import type { PackageEntry } from './model.ts';
import { packagePath } from './paths.ts';
import type { Reading } from './reading.ts';
import { textOf } from './text.ts';

/** Somebody who wants the content of entries. */
export interface Sink {
  /** Who takes the bytes of this entry, if anybody; digests are not known yet. */
  open(entry: PackageEntry): Promise<Taker | undefined>;
  /** True when nothing more is wanted. */
  readonly done?: boolean;
}

export interface Taker {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
  /** Called in place of `close` when the content could not be read or taken to its end. */
  abort?(): Promise<void>;
}

/** What {@link walk} comes back with; no facts when the sink was done before the end. */
export interface Walked {
  readonly entries: PackageEntry[];
  readonly facts: Facts | undefined;
}

/** Goes through all entries of a package, with digests of their content. */
export async function walk(
  found: AsyncGenerator<Found, Facts>,
  reading: Reading,
  sink?: Sink,
): Promise<Walked> {
  const entries: PackageEntry[] = [];
  const files = new Map<string, PackageEntry>();
  try {
    for (;;) {
      reading.goOn();
      const { done, value } = await found.next();
      if (done) return { entries, facts: value };
      if (entries.length >= reading.limits.entries) {
        throw reading.tooLarge(`more than ${reading.limits.entries} entries`, value.raw.at);
      }
      const entry = await readEntry(value, reading, files, sink);
      if (files.has(entry.path)) reading.note(`${entry.path} is there more than once`);
      files.set(entry.path, entry);
      entries.push(entry);
      if (sink?.done) return { entries, facts: undefined };
    }
  } finally {
    await found.return({} as Facts);
  }
}

async function readEntry(
  found: Found,
  reading: Reading,
  files: ReadonlyMap<string, PackageEntry>,
  sink: Sink | undefined,
): Promise<PackageEntry> {
  const entry = headOf(found, reading);
  if (entry.type === 'hardlink') {
    const target = files.get(entry.target);
    const linked = target
      ? {
          size: target.size,
          digests: target.digests,
          flags: entry.flags.length ? entry.flags : target.flags,
        }
      : { unsafe: 'it links to a file that is not in the package' };
    const link = { ...entry, ...linked };
    await (await sink?.open(link))?.close();
    return link;
  }
  const taker = await sink?.open(entry);
  const reads = entry.type === 'file' ? contentOf(found, reading, taker) : {};
  const digests = await Promise.resolve(reads).catch(async (cause) => {
    await taker?.abort?.();
    throw cause;
  });
  await taker?.close();
  return { ...entry, digests };
}

/** All that can be said before the content is read. */
function headOf({ raw, flags = [], capabilities }: Found, reading: Reading): PackageEntry {
  const { type, mode, owner, group, uid, gid, size, mtime, at } = raw;
  const { path, pathBytes, ...found } = packagePath(raw.name, reading, at);
  const link = linkOf(raw, reading);
  const unsafe = found.unsafe ?? link.unsafe;
  reading.keep(300 + 2 * (path.length + link.target.length), at);
  return {
    ...{ path, type, mode, owner, group, uid, gid, size, mtime, digests: {}, flags },
    target: link.target,
    ...(pathBytes && { pathBytes }),
    ...(link.targetBytes && { targetBytes: link.targetBytes }),
    ...(capabilities && { capabilities }),
    ...(unsafe !== undefined && { unsafe }),
  };
}

/** Where a link points. */
function linkOf(
  { type, target, at }: Found['raw'],
  reading: Reading,
): Pick<PackageEntry, 'target' | 'targetBytes' | 'unsafe'> {
  const { path: most } = reading.limits;
  if (type === 'hardlink') return { target: packagePath(target, reading, at).path };
  if (type !== 'symlink') return { target: '' };
  if (target.length > most) {
    throw reading.tooLarge(`a link to ${target.length} bytes, where ${most} are the limit`, at);
  }
  return {
    target: textOf(target),
    ...(!isUtf8(target) && { targetBytes: target }),
    ...(target.includes(0) && { unsafe: 'the link has a NUL in it' }),
  };
}

/** Reads the content once, for its digests and for whoever else wants it. */
async function contentOf(
  { raw, digests = [] }: Found,
  reading: Reading,
  taker: Taker | undefined,
): Promise<Digests> {
  const hashes = [...new Set(['sha256' as const, ...digests])].map((name) => ({
    name,
    hash: createHash(name),
  }));
  for await (const chunk of raw.body) {
    reading.goOn();
    for (const { hash } of hashes) hash.update(chunk);
    await taker?.write(chunk);
  }
  return Object.fromEntries(hashes.map(({ name, hash }) => [name, hash.digest('hex')]));
}
