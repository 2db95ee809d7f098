import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { diffInspected } from '../inspect/diff/index.ts';
import type { EntryChange } from '../inspect/diff/model.ts';
import { withoutTopFolder } from '../inspect/diff/top-folder.ts';
import { inspectFolder, pairUp } from '../inspect/folder.ts';
import { type InspectedPackage, type InspectOptions, inspect } from '../inspect/index.ts';

/** A package to report on. */
export interface Subject {
  /** Name of its file, without the folders. */
  readonly file: string;
  readonly read: InspectedPackage;
  /** Of the package, in hex. */
  readonly sha256: string;
  /** Bytes of all files in it. */
  readonly content: number;
  readonly previous?: Previous;
}

/** The version before, and what became of it. */
export interface Previous {
  readonly read: InspectedPackage;
  readonly content: number;
  readonly changes: readonly EntryChange[];
}

/** Reads a package, or all in a folder, and pairs them with those of `previous`. */
export async function subjectsOf(
  path: string,
  previous: string | undefined,
  options: InspectOptions,
): Promise<Subject[]> {
  const now = await readAll(path, options);
  const before = previous === undefined ? [] : await readAll(previous, options);
  const [first] = now;
  const [old] = before;
  // Two single packages are compared whatever they are called.
  const isSingle = now.length === 1 && before.length === 1;
  const pairs = isSingle && first && old ? [{ before: old, after: first }] : pairUp(before, now);
  const subjects: Subject[] = [];
  for (const pair of pairs) {
    if (pair.after) subjects.push(await subjectOf(pair.after, pair.before));
  }
  return subjects;
}

async function readAll(path: string, options: InspectOptions): Promise<InspectedPackage[]> {
  const isFolder = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  const all = isFolder ? await inspectFolder(path, options) : [await inspect(path, options)];
  return all.map((read) =>
    read.format === 'tarball' ? { ...read, entries: withoutTopFolder(read.entries) } : read,
  );
}

async function subjectOf(
  read: InspectedPackage,
  before: InspectedPackage | undefined,
): Promise<Subject> {
  const subject = {
    file: basename(read.file),
    read,
    sha256: await sha256Of(read.file),
    content: contentOf(read),
  };
  if (!before) return subject;
  const { entries } = await diffInspected(before, read);
  return { ...subject, previous: { read: before, content: contentOf(before), changes: entries } };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

function contentOf({ entries }: InspectedPackage): number {
  return entries.reduce((sum, { type, size }) => sum + (type === 'file' ? size : 0), 0);
}
