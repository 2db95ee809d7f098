import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import * as z from 'zod';
import type { LocalFile } from '../folder.ts';
import { type Asset, assetAnswer, type Release } from './answers.ts';
import { type Client, publishFailed } from './client.ts';
import type { Target } from './draft.ts';

const ASSET = '/repos/{owner}/{repo}/releases/assets/{asset_id}';
const PAGE = 100;

/** All assets of a release, also those whose upload broke off. */
export async function listAssets(
  client: Client,
  { owner, repo }: Target,
  { id }: Release,
): Promise<Asset[]> {
  const all: Asset[] = [];
  for (let page = 1; ; page += 1) {
    const route = 'GET /repos/{owner}/{repo}/releases/{release_id}/assets';
    const parameters = { owner, repo, release_id: id, per_page: PAGE, page };
    const assets = await client.retry(() => client.send(route, parameters, z.array(assetAnswer)));
    all.push(...assets);
    if (assets.length < PAGE) return all;
  }
}

/** Whether an asset is known to be the file, whole: of one without a digest that is not known. */
export function isSame(asset: Asset, file: LocalFile): boolean {
  return (
    asset.name === file.name &&
    asset.state === 'uploaded' &&
    asset.size === file.size &&
    asset.digest === `sha256:${file.sha256}`
  );
}

export async function deleteAsset(client: Client, target: Target, asset: Asset): Promise<void> {
  const { owner, repo } = target;
  const parameters = { owner, repo, asset_id: asset.id };
  await client.retry(() => client.send(`DELETE ${ASSET}`, parameters, z.unknown()));
}

/**
 * Uploads a file. Before each further try, what the last one left is deleted, or kept if it is
 * whole after all.
 */
export async function upload(
  client: Client,
  target: Target,
  release: Release,
  file: LocalFile,
): Promise<void> {
  // What fails within a try counts as that try.
  const once: Client = { ...client, retry: (action) => action() };
  let isFirst = true;
  await client.retry(async () => {
    if (!isFirst) {
      const left = (await listAssets(once, target, release)).find(({ name }) => name === file.name);
      if (left && isSame(left, file)) return;
      if (left) await deleteAsset(once, target, left);
    }
    isFirst = false;
    const asset = await send(client, release, file);
    if (asset.name === file.name && (isSame(asset, file) || isPlausible(asset, file))) return;
    await deleteAsset(once, target, asset);
    if (asset.name !== file.name) {
      throw publishFailed(`GitHub renames ${file.name} to ${asset.name}`, 'choose another name');
    }
    throw publishFailed(`${file.name} did not arrive as it was sent`, undefined, true);
  });
}

/** Without a digest, the length is all there is to compare. */
function isPlausible({ state, size, digest }: Asset, file: LocalFile): boolean {
  return state === 'uploaded' && size === file.size && !digest;
}

async function send(client: Client, release: Release, file: LocalFile): Promise<Asset> {
  const stream = createReadStream(file.path);
  try {
    const parameters = {
      name: file.name,
      headers: { 'content-type': 'application/octet-stream', 'content-length': file.size },
      data: Readable.toWeb(stream),
    };
    return await client.send(`POST ${uploadUrl(client.apiUrl, release)}`, parameters, assetAnswer);
  } finally {
    stream.destroy();
  }
}

/** The token goes along, so it must be a host of the same server: `uploads.` beside `api.`. */
function uploadUrl(apiUrl: string, { upload_url }: Release): string {
  const api = new URL(apiUrl);
  const url = new URL(upload_url.replace(/\{.*$/, ''));
  const hosts = [api.host, api.host.replace(/^api\./, 'uploads.')];
  if (url.protocol === api.protocol && hosts.includes(url.host)) return `${url.href}{?name}`;
  throw publishFailed(`GitHub at ${api.host} wants uploads sent to ${url.host}`);
}
