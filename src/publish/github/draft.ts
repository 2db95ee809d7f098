import * as z from 'zod';
import { JacoPkgError } from '../../errors.ts';
import { type Release, releaseAnswer } from './answers.ts';
import type { Client } from './client.ts';

/** Which release, of which repository. */
export interface Target {
  readonly owner: string;
  readonly repo: string;
  readonly tag: string;
}

const RELEASES = '/repos/{owner}/{repo}/releases';
const PAGE = 100;

/** The release of the tag, draft or not; undefined without one. */
export async function findRelease(client: Client, target: Target): Promise<Release | undefined> {
  const { owner, repo, tag } = target;
  const found: Release[] = [];
  // Only the list has drafts: they are not found by their tag.
  for (let page = 1; ; page += 1) {
    const releases = await client.send(
      `GET ${RELEASES}`,
      { owner, repo, per_page: PAGE, page },
      z.array(releaseAnswer),
    );
    found.push(...releases.filter(({ tag_name }) => tag_name === tag));
    if (releases.length < PAGE) break;
  }
  const published = found.find(({ draft }) => !draft);
  if (published) throw refused(`the release of ${tag} is published already`);
  if (found.length > 1) throw refused(`there are ${found.length} drafts of ${tag}`);
  return found[0];
}

/** The draft of the tag, made if there is none, its notes as given. */
export async function ensureDraft(
  client: Client,
  target: Target,
  notes: string | undefined,
): Promise<Release> {
  const { owner, repo, tag } = target;
  return client.retry(async () => {
    // Looked for on every try: one that failed may have made it.
    const draft = await findRelease(client, target);
    const body = notes === undefined ? {} : { body: notes };
    if (draft === undefined) {
      const prerelease = /^v?[0-9.]+-/.test(tag);
      const release = { tag_name: tag, name: tag, draft: true, prerelease, ...body };
      return client.send(`POST ${RELEASES}`, { owner, repo, ...release }, releaseAnswer);
    }
    if (notes === undefined || (draft.body ?? '') === notes) return draft;
    const change = { owner, repo, release_id: draft.id, ...body };
    return client.send(`PATCH ${RELEASES}/{release_id}`, change, releaseAnswer);
  });
}

function refused(message: string): JacoPkgError {
  const hint = 'publish a new version, or delete it on GitHub if nobody has it yet';
  return new JacoPkgError({ code: 'publish_refused', message, hint });
}
