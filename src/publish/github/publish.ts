import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type ErrorProblem, JacoPkgError, reasonOf, throwIfAny } from '../../errors.ts';
import { type LocalFile, readRelease } from '../folder.ts';
import { assertTag } from '../tag.ts';
import type { Asset } from './answers.ts';
import { deleteAsset, isSame, listAssets, upload } from './assets.ts';
import { githubClient } from './client.ts';
import { ensureDraft, findRelease, type Target } from './draft.ts';

export interface PublishOptions {
  /** `OWNER/NAME`. */
  readonly repository: string;
  readonly tag: string;
  readonly token: string;
  /** `https://api.github.com` by default. */
  readonly apiUrl?: string;
  /** File with the notes; without it, those of the draft stay. */
  readonly notes?: string;
  /** Say what would be done; change nothing. */
  readonly dryRun?: boolean;
  /** Paths are relative to it. */
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Told of each file when it is there, or would be. */
  readonly onFile?: (asset: PublishedAsset) => void;
  /** Milliseconds before each further try. */
  readonly waits?: readonly number[];
}

export interface PublishedAsset {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  /** `kept`: was there, the same. `replaced`: was another, or half of it. In a dry run: would be. */
  readonly action: 'uploaded' | 'kept' | 'replaced';
}

export interface PublishResult {
  /** Page of the draft; undefined when a dry run found none. */
  readonly url: string | undefined;
  readonly tag: string;
  /** Whether nothing was changed, and the actions are those that would be done. */
  readonly dryRun: boolean;
  readonly assets: readonly PublishedAsset[];
  /** Names of the draft's other assets; they stay. */
  readonly others: readonly string[];
}

const API_URL = 'https://api.github.com';
const WAITS = [1000, 4000, 15_000];
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Creates or updates the draft release of a tag on GitHub, with all files of a release.
 * @param folder of the release; it is verified against its SHA256SUMS first
 * @throws JacoPkgError `publish_refused` for a release that is published, or of another tag than the
 *   folder's, `publish_failed` for what GitHub does not do, `upgrade_verification_failed` for a
 *   folder that is no whole release
 */
export async function publishGithub(
  folder: string,
  options: PublishOptions,
): Promise<PublishResult> {
  const { apiUrl = API_URL, token, signal, waits = WAITS, cwd, dryRun = false } = options;
  const target = targetOf(options.repository, options.tag, apiUrl);
  const files = await readRelease(resolve(cwd, folder), signal);
  await assertTag(files, target.tag);
  const notes = options.notes === undefined ? undefined : await readNotes(options.notes, cwd);
  const client = githubClient({ apiUrl, token, signal, waits });
  const draft = dryRun
    ? await client.retry(() => findRelease(client, target))
    : await ensureDraft(client, target, notes);
  const present = draft ? await listAssets(client, target, draft) : [];
  const assets: PublishedAsset[] = [];
  for (const file of files) {
    signal.throwIfAborted();
    const before = present.find(({ name }) => name === file.name);
    const asset = planned(file, before);
    if (draft && !dryRun && asset.action !== 'kept') {
      if (before) await deleteAsset(client, target, before);
      await upload(client, target, draft, file);
    }
    assets.push(asset);
    options.onFile?.(asset);
  }
  const names = new Set(files.map(({ name }) => name));
  const others = present.map(({ name }) => name).filter((name) => !names.has(name));
  return { url: draft?.html_url, tag: target.tag, dryRun, assets, others };
}

function planned(file: LocalFile, before: Asset | undefined): PublishedAsset {
  const { name, size, sha256 } = file;
  if (before === undefined) return { name, size, sha256, action: 'uploaded' };
  return { name, size, sha256, action: isSame(before, file) ? 'kept' : 'replaced' };
}

function targetOf(repository: string, tag: string, apiUrl: string): Target {
  const problems: ErrorProblem[] = [];
  const [, owner = '', repo = ''] = /^([\w.-]+)\/([\w.-]+)$/.exec(repository) ?? [];
  if (repo === '') {
    const message = `the repository must be OWNER/NAME, not ${JSON.stringify(repository)}`;
    problems.push({ code: 'usage', message });
  }
  if (tag === '') problems.push({ code: 'usage', message: 'the tag is empty' });
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined;
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && isLoopback(url))) {
    const hint = 'the token would go there in the clear';
    problems.push({ code: 'usage', message: `${apiUrl} is no https: address`, hint });
  }
  throwIfAny(problems);
  return { owner, repo, tag };
}

function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.includes(hostname);
}

async function readNotes(path: string, cwd: string): Promise<string> {
  return readFile(resolve(cwd, path), 'utf8').catch((cause) => {
    const message = `the notes cannot be read: ${reasonOf(cause)}`;
    throw new JacoPkgError({ code: 'usage', message, place: { file: path } }, { cause });
  });
}
