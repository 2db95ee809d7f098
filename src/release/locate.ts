import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JacoPkgError } from '../errors.ts';
import type { ReleaseBase } from './base.ts';
import { type FetchOptions, fetchChunks } from './fetch.ts';
import { addressOf } from './fetch-errors.ts';
import { folderBase } from './folder-base.ts';

export interface BaseOptions extends Omit<FetchOptions, 'maxBytes'> {
  /** What a relative path is relative to; `process.cwd()` by default. */
  readonly cwd?: string;
}

/**
 * The base at the path of a folder, or at a file:, http: or https: address.
 * @throws JacoPkgError `usage` for anything else
 */
export function releaseBase(place: string, options: BaseOptions = {}): ReleaseBase {
  const url = addressIn(place);
  return url?.protocol.startsWith('http')
    ? webBase(url, options)
    : folderBase(pathOf(place, url, options), place, options.signal);
}

/**
 * What a user may mean by a place, likeliest first: a whole release, or one file of the release
 * that it lies in. Of a path the disk tells; of an address only who is asked there.
 */
export async function releasesAt(
  place: string,
  options: BaseOptions = {},
): Promise<{ readonly base: ReleaseBase; readonly only?: string }[]> {
  const url = addressIn(place);
  if (url?.protocol.startsWith('http')) {
    const whole = { base: webBase(url, options) };
    if (url.pathname.endsWith('/')) return [whole];
    const parent = new URL('./', url);
    const name = decodeURIComponent(url.pathname.slice(parent.pathname.length));
    return [whole, { base: webBase(parent, options), only: name }];
  }
  const path = pathOf(place, url, options);
  const isFile = await stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
  if (!isFile) return [{ base: folderBase(path, place, options.signal) }];
  const base = folderBase(dirname(path), dirname(place), options.signal);
  return [{ base, only: basename(path) }];
}

function webBase(url: URL, options: BaseOptions): ReleaseBase {
  const root = new URL(url);
  if (!root.pathname.endsWith('/')) root.pathname += '/';
  return {
    name: addressOf(root),
    open: (name, maxBytes) => fetchChunks(fileAt(root, name), { ...options, maxBytes }),
  };
}

function fileAt(root: URL, name: string): URL {
  const url = new URL(root);
  url.pathname += name.split('/').map(encodeURIComponent).join('/');
  return url;
}

/** Undefined for a path. */
function addressIn(place: string): URL | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(place)) return undefined;
  const url = URL.canParse(place) ? new URL(place) : undefined;
  const isKnown = url && ['file:', 'http:', 'https:'].includes(url.protocol);
  if (isKnown && url.search === '' && url.hash === '' && isDecodable(url.pathname)) return url;
  throw new JacoPkgError({
    code: 'usage',
    message: `${place} is no address of a release`,
    hint: 'give a folder, or a file:, http: or https: address without ? and #',
  });
}

function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

function pathOf(place: string, url: URL | undefined, { cwd = '.' }: BaseOptions): string {
  if (!url) return resolve(cwd, place);
  try {
    return fileURLToPath(url);
  } catch (cause) {
    const message = `${place} is no file: address of this machine`;
    throw new JacoPkgError(
      { code: 'usage', message, hint: 'for example file:///srv/release' },
      { cause },
    );
  }
}
