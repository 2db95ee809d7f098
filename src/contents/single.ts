// Items that are one path in the package, and at most one file on disk.
import type { Stats } from 'node:fs';
import { JacoPkgError } from '../errors.ts';
import type { Content } from '../model/recipe.ts';
import { inputOf, look, lookBehind, modeOf } from './disk.ts';
import { FILE_MODE, FOLDER_MODE, type Found, type Item, type Piece } from './item.ts';
import { entryPath, nameOf } from './paths.ts';
import { ROLES } from './roles.ts';

/** A file on disk, at a path in the package. */
export function fileAt(
  item: Item,
  name: string,
  stats: Stats,
  path: string,
): Piece & { readonly type: 'file' } {
  const body = inputOf(item, name, stats);
  const { lang, type } = item.content;
  const mode = modeOf(item, stats);
  return { type: 'file', path, mode, size: stats.size, role: ROLES[type], lang, body };
}

/** Types `doc`, `license` and `readme`: `src` and `dst` are one file each, taken literally. */
export function findDocument(item: Item): Found {
  const { content } = item;
  const data = dataOf(content);
  if (data) return fromMemory(item, data);
  const name = sourceOf(item);
  const stats = look(item, name, true);
  const piece = fileAt(item, name, stats, entryPath(content.dst, content.place));
  return { content, pieces: [piece], newestMs: stats.mtimeMs, warnings: [] };
}

const EMPTY = new Uint8Array();

/** Bytes that need not be read: those that came with the recipe, and the none of `/dev/null`. */
export function dataOf({ data, src }: Content): Uint8Array | undefined {
  return data ?? (src === '/dev/null' ? EMPTY : undefined);
}

/** A file whose bytes are at hand. */
export function fromMemory({ content, modes }: Item, bytes: Uint8Array): Found {
  const { src, dst, lang, type, place, mode = modes.file ?? FILE_MODE } = content;
  if (dst.endsWith('/') && src === '') {
    throw new JacoPkgError({
      code: 'content_path',
      message: `dst ${JSON.stringify(dst)} is a folder, and the data to put there has no name`,
      place,
      hint: 'name the file in dst',
    });
  }
  const path = entryPath(dst.endsWith('/') ? `${dst}${nameOf(src)}` : dst, place);
  const body = { kind: 'memory', name: src || dst, bytes } as const;
  const piece = { type: 'file', path, mode, size: bytes.length, role: ROLES[type], lang, body };
  return { content, pieces: [piece as Piece], warnings: [] };
}

/** Type `ghost`: a path that the package owns; `src` lends it no more than a mode. */
export function findGhost(item: Item): Found {
  const { content } = item;
  const stats = content.src === '' ? undefined : lookBehind(item, content.src);
  const mode = modeOf(item, stats?.isFile() ? stats : undefined);
  const path = entryPath(content.dst, content.place);
  return { content, pieces: [{ type: 'ghost', path, mode }], warnings: [] };
}

/** Type `dir`: a folder, empty as far as this item goes; `src` lends it no more than a time. */
export function findDir(item: Item): Found {
  const { content } = item;
  const stats = content.src === '' ? undefined : lookBehind(item, content.src);
  const path = entryPath(content.dst, content.place);
  const mode = content.mode ?? item.modes.dir ?? FOLDER_MODE;
  return {
    content,
    pieces: [{ type: 'dir', path, mode, implicit: false }],
    ...(stats ? { newestMs: stats.mtimeMs } : {}),
    warnings: [],
  };
}

/** The `src` of an item that needs one. */
export function sourceOf({ content }: Item): string {
  if (content.src !== '') return content.src;
  throw new JacoPkgError({
    code: 'content_missing',
    message: `src is empty: nothing to put at ${content.dst}`,
    place: content.place,
    hint: 'name the file in src',
  });
}
