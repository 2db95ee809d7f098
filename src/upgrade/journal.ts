// The journal says what is being replaced; it is there from before the first target is touched
// until after the last. A folder without one was left by an upgrade that touched nothing.
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { systemCode } from '../errors.ts';
import { syncFolders } from './disk.ts';
import { unfit } from './errors.ts';
import { type Switch, switchOf } from './paths.ts';

export interface Versions {
  /** What was installed, where that is known. */
  readonly from: string | undefined;
  readonly to: string;
}

export interface Journal extends Versions {
  readonly switch: Switch;
}

const FORMAT = 1;
const MAX_BYTES = 65_536;

/** Writes it, whole or not at all, and makes it last. */
export async function writeJournal(of: Switch, { from, to }: Versions): Promise<void> {
  const beside = dirname(of.home);
  const targets = of.replacements.map(({ target }) => relative(beside, target));
  const temporary = `${of.journal}.tmp`;
  const file = await open(temporary, 'wx', 0o644);
  try {
    await file.writeFile(`${JSON.stringify({ format: FORMAT, from, to, targets }, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, of.journal);
  await syncFolders([of.home]);
}

/** The journal of a home; undefined where there is none. */
export async function readJournal(home: string): Promise<Journal | undefined> {
  const path = join(home, 'journal.json');
  const text = await readFile(path, 'utf8').catch((cause) => {
    if (systemCode(cause) === 'ENOENT') return undefined;
    throw cause;
  });
  if (text === undefined) return undefined;
  const { from, to, targets } = parse(text, path);
  const [first, ...rest] = targets.map((target) => resolve(dirname(home), target));
  const found = first === undefined ? undefined : switchOf([first, ...rest]);
  if (found?.home !== home) throw damaged(path);
  return { from, to, switch: found };
}

export async function removeJournal(of: Switch): Promise<void> {
  await rm(of.journal, { force: true });
  await syncFolders([of.home]);
}

function parse(text: string, path: string): Versions & { readonly targets: readonly string[] } {
  let value: unknown;
  try {
    value = text.length > MAX_BYTES ? undefined : JSON.parse(text);
  } catch (cause) {
    throw damaged(path, cause);
  }
  const { format, from, to, targets } = Object(value) as Record<string, unknown>;
  const isText = (item: unknown) => typeof item === 'string' && item !== '';
  const isList = Array.isArray(targets) && targets.length > 0 && targets.every(isText);
  if (format !== FORMAT || typeof to !== 'string' || !isList) throw damaged(path);
  if (from !== undefined && typeof from !== 'string') throw damaged(path);
  return { from, to, targets };
}

function damaged(path: string, cause?: unknown) {
  const hint = 'it was not written by this version of jaco-pkg; see what it says, then remove it';
  return unfit(path, 'the journal of an interrupted upgrade cannot be read', hint, cause);
}
