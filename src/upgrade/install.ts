import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ReleaseBase } from '../release/base.ts';
import type { Artifact } from './artifact.ts';
import { writing } from './errors.ts';
import type { Versions } from './journal.ts';
import { withLocks } from './lock.ts';
import { LIMITS, type UpgradeOptions, type UpgradeResult } from './options.ts';
import { recover } from './recover.ts';
import { download } from './release.ts';
import { replaceFiles, type Stage } from './replace.ts';
import { assertUnchanged, type Installed } from './targets.ts';
import { withTemporary } from './temporary.ts';
import { type Sink, type Tarball, unpack } from './unpack.ts';

/** One file to replace: by a member of the tarball, or by some bytes. */
export type Change = { readonly file: Installed } & (
  | { readonly member: string }
  | { readonly content: Uint8Array }
);

export interface Installation {
  readonly base: ReleaseBase;
  readonly artifact: Artifact;
  readonly versions: Versions;
  readonly changes: readonly Change[];
}

type Replaced = UpgradeResult['replaced'];

/** Downloads what the changes need, and makes all of them, or none. */
export async function install(
  installation: Installation,
  options: UpgradeOptions,
): Promise<Replaced> {
  const { changes, versions } = installation;
  const [first, ...rest] = changes.map(({ file }) => file);
  if (!first) return [];
  const paths = [first, ...rest].map(({ path }) => path);
  const folders = new Set(paths.map((path) => dirname(path)));
  for (const folder of folders) await writing(folder, () => access(folder, constants.W_OK));
  return withTemporary(options, async (temporary) => {
    const tarball = await fetchTarball(installation, options, temporary);
    return withLocks(async (locks) => {
      for (const folder of folders) await locks.acquire(folder);
      // What another upgrade did meanwhile, or had begun, shows in the files.
      await recover(paths, locks);
      await assertUnchanged([first, ...rest]);
      const fill = (stage: Stage) => stageAll(changes, tarball, stage);
      return replaceFiles([first, ...rest], versions, fill, options.signal);
    });
  });
}

/** Undefined when no change needs it. */
async function fetchTarball(
  { base, artifact, changes }: Installation,
  { signal, limits }: UpgradeOptions,
  folder: string,
): Promise<Tarball | undefined> {
  if (!changes.some((change) => 'member' in change)) return undefined;
  const all = { ...LIMITS, ...limits };
  const path = await download(base, artifact, folder, all.maxDownloadBytes);
  return { path, name: artifact.name, limits: all, signal };
}

async function stageAll(
  changes: readonly Change[],
  tarball: Tarball | undefined,
  stage: Stage,
): Promise<Replaced> {
  const digests = new Map<string, string>();
  const put = async (file: Installed, chunks: Parameters<Stage>[1]) => {
    digests.set(file.path, await stage(file, chunks));
  };
  const sinks = new Map<string, Sink>();
  for (const change of changes) {
    if ('content' in change) await put(change.file, [change.content]);
    else sinks.set(change.member, (chunks) => put(change.file, chunks));
  }
  if (tarball) await unpack(tarball, sinks);
  return changes.map(({ file: { path } }) => ({ path, sha256: digests.get(path) ?? '' }));
}
