// AppxBlockMap.xml, by Microsoft's "MSIX package block map" schema: of each file its size and
// the SHA-256 of every 64 KiB.
import { createHash } from 'node:crypto';
import { BlockHashes } from '../../model/block-hashes.ts';
import { type Comparison, checkOf } from '../checks.ts';
import type { Check } from '../model.ts';
import type { Reading } from '../reading.ts';
import { xmlElements } from './xml.ts';

/** Length and digests of a content's blocks, in base64, as words. */
export class BlockWords {
  readonly #hashes = new BlockHashes(() => createHash('sha256'));
  #size = 0;

  update(chunk: Uint8Array): void {
    this.#size += chunk.length;
    this.#hashes.update(chunk);
  }

  finish(): string[] {
    const digests = this.#hashes.finish().map((digest) => Buffer.from(digest).toString('base64'));
    return [String(this.#size), ...digests];
  }
}

/** What is listed against what is there, by the names of the block map: `bin\x.exe`. */
export function blockMapCheck(
  text: string,
  actual: ReadonlyMap<string, readonly string[]>,
  reading: Reading,
): Check {
  const listed = new Map<string, string[]>();
  let blocks: string[] = [];
  for (const { name, attributes } of xmlElements(text, reading, 'AppxBlockMap.xml')) {
    if (name === 'File') {
      blocks = [attributes['Size'] ?? ''];
      listed.set(attributes['Name'] ?? '', blocks);
    }
    if (name === 'Block') blocks.push(attributes['Hash'] ?? '');
  }
  const compared = [...listed].flatMap(([name, words]): Comparison[] => {
    const found = actual.get(name);
    if (!found) return [{ what: name, expected: 'listed', actual: undefined }];
    const most = Math.max(words.length, found.length);
    return Array.from({ length: most }, (_, i) => ({
      what: i === 0 ? `${name} size` : `${name} block ${i}`,
      expected: words[i] ?? 'the end',
      actual: found[i] ?? 'the end',
    }));
  });
  const unlisted = [...actual.keys()]
    .filter((name) => !listed.has(name))
    .map((name) => ({ what: name, expected: 'listed', actual: 'not listed' }));
  return checkOf('AppxBlockMap.xml', [...compared, ...unlisted]);
}
