import { JacoPkgError } from '../errors.ts';
import { suggest } from '../model/suggest.ts';
import type { PackageEntry } from './model.ts';
import { shown } from './paths.ts';
import { type ReadOptions, withPackage } from './read-package.ts';
import { type Sink, walk } from './walk.ts';

/** Links to follow before it is a circle: as many as the kernel does. */
const MAX_LINKS = 40;

/**
 * Gives out one file of a package: one that it installs, `/usr/bin/x`, links within the package
 * followed; or one that is about the package, `control`. Throws, besides what `inspect` throws,
 * `content_missing`.
 */
export async function readEntry(
  input: string | Uint8Array,
  path: string,
  write: (bytes: Uint8Array) => Promise<void>,
  options: ReadOptions = {},
): Promise<void> {
  let wanted = path;
  for (let links = 0; links <= MAX_LINKS; links += 1) {
    const found = await findEntry(input, wanted, write, options);
    if (found === undefined) return;
    wanted = found;
  }
  throw missing(input, path, 'it is a link to itself');
}

/** Writes the entry, and comes back with undefined; or with the path it is a link to. */
async function findEntry(
  input: string | Uint8Array,
  path: string,
  write: (bytes: Uint8Array) => Promise<void>,
  options: ReadOptions,
): Promise<string | undefined> {
  const sink = new Catcher(path.startsWith('/') ? normal(path) : normal(`/${path}`), write);
  const { entries, facts } = await withPackage(input, options, ({ reading, found }) =>
    walk(found, reading, sink),
  );
  const entry = sink.caught;
  if (entry?.type === 'file') return undefined;
  if (entry?.type === 'hardlink') return entry.target;
  if (entry?.type === 'symlink') return normal(`${entry.path}/../${entry.target}`, entry.target);
  const control = facts?.controlFiles.find(({ name }) => name === path);
  if (control) {
    await write(control.bytes);
    return undefined;
  }
  if (entry) throw missing(input, path, `it is a ${entry.type}, which has no content`);
  const behind = behindLink(sink.path, entries);
  if (behind !== undefined) return behind;
  const names = [
    ...entries.map((each) => each.path),
    ...(facts?.controlFiles ?? []).map((each) => each.name),
  ];
  throw missing(input, path, 'the package has no such file', suggest(path, names));
}

/** Takes the content of one path. */
class Catcher implements Sink {
  caught: PackageEntry | undefined;
  done = false;
  readonly path: string;
  readonly #write: (bytes: Uint8Array) => Promise<void>;

  constructor(path: string, write: (bytes: Uint8Array) => Promise<void>) {
    this.path = path;
    this.#write = write;
  }

  async open(entry: PackageEntry) {
    if (entry.path !== this.path) return undefined;
    this.caught = entry;
    this.done = entry.type !== 'dir';
    return { write: this.#write, close: async () => {} };
  }
}

/** The same path behind the first link among its folders; undefined if there is none. */
function behindLink(path: string, entries: readonly PackageEntry[]): string | undefined {
  const links = new Map(
    entries.filter(({ type }) => type === 'symlink').map((link) => [link.path, link.target]),
  );
  for (let end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
    const folder = path.slice(0, end);
    const target = links.get(folder);
    if (target !== undefined) return normal(`${folder}/../${target}`, target) + path.slice(end);
  }
  return undefined;
}

/** A path without `.`, `..` and empty parts; `target` may be absolute. */
function normal(path: string, target = ''): string {
  const parts: string[] = [];
  for (const part of (target.startsWith('/') ? target : path).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function missing(
  input: string | Uint8Array,
  path: string,
  why: string,
  other?: string,
): JacoPkgError {
  return new JacoPkgError({
    code: 'content_missing',
    message: `${shown(path)}: ${why}`,
    ...(typeof input === 'string' && { place: { file: input } }),
    ...(other !== undefined && { hint: `did you mean ${shown(other)}?` }),
  });
}
