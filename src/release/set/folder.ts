// The folder of a release: it holds the release and nothing else.
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { JacoPkgError, reasonOf } from '../../errors.ts';
import { makeFolders, removeFolders } from '../../folders.ts';
import { compareUtf8 } from '../../model/order.ts';
import { SUMS, SUMS_SIGNATURE } from '../signed-sums.ts';
import { readSums } from '../sums.ts';
import { MANIFEST, namesIn } from './manifest.ts';
import { parseManifest } from './read-manifest.ts';

export interface ReleaseFolder {
  /** Removes what is left of an earlier release, once the new one is there. */
  tidy(): Promise<void>;
  /** Removes the folders that were made, if they are empty. */
  abandon(): Promise<void>;
}

/** How many files in the way are named. */
const SHOWN = 5;

/** Of files that are being written, or were when a run was killed; those are removed in time. */
const UNFINISHED = /\.jaco-pkg\.tmp$/;

/**
 * Makes the folder if need be.
 * @param expected names of the release; they may be there, and will be replaced
 * @param clean whether files of an earlier release are to be removed
 * @throws JacoPkgError `target_conflict` for other files
 */
export async function prepareFolder(
  path: string,
  expected: ReadonlySet<string>,
  clean: boolean,
): Promise<ReleaseFolder> {
  const made = await makeFolders(path).catch((cause) => fail(path, cause));
  const present = await readdir(path).catch((cause) => fail(path, cause));
  const others = present
    .filter((name) => !expected.has(name) && !UNFINISHED.test(name))
    .sort(compareUtf8);
  const earlier = others.length > 0 ? await earlierNames(path) : new Set<string>();
  const strange = others.filter((name) => !earlier.has(name));
  if (strange.length > 0) {
    throw occupied(path, strange, 'what is of no release', 'choose another folder');
  }
  if (others.length > 0 && !clean) {
    const hint = 'choose another folder, or have them removed with --clean';
    throw occupied(path, others, 'files of another release', hint);
  }
  return {
    async tidy() {
      for (const name of others) await rm(join(path, name), { force: true });
    },
    abandon: () => removeFolders(made),
  };
}

/** Names of the release, or the part of one, that is in a folder. */
async function earlierNames(path: string): Promise<ReadonlySet<string>> {
  const sums = await namesOf(join(path, SUMS), (text) => readSums(text).map(({ name }) => name));
  const part = await namesOf(join(path, MANIFEST), (text) =>
    namesIn(parseManifest(text, MANIFEST)),
  );
  return new Set([...sums, ...part, SUMS, SUMS_SIGNATURE, MANIFEST]);
}

async function namesOf(path: string, parse: (text: Buffer) => string[]): Promise<string[]> {
  try {
    return parse(await readFile(path));
  } catch {
    // Not there, or none: then it vouches for nothing.
    return [];
  }
}

function occupied(path: string, others: readonly string[], what: string, hint: string) {
  const more = others.length > SHOWN ? ` and ${others.length - SHOWN} more` : '';
  const message = `${path} holds ${what}: ${others.slice(0, SHOWN).join(', ')}${more}`;
  return new JacoPkgError({ code: 'target_conflict', message, hint });
}

function fail(path: string, cause: unknown): never {
  const message = `cannot use ${path} for the release: ${reasonOf(cause)}`;
  throw new JacoPkgError({ code: 'target_unwritable', message }, { cause });
}
