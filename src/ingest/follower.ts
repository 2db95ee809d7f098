import { localHasher } from '../hashing.ts';
import type { Hasher } from '../model/hasher.ts';
import type { DigestName, Segment, Source, Stored } from '../model/segment.ts';
import { LargeSource } from './large.ts';

/** Small files that are read for a digest ahead of their own time, at most. */
const MAX_SMALL = 100;

/**
 * A digest of a layout that is made while the large files in it are read, as far as they are read in
 * its order. What is left is digested by whoever asks for it.
 */
export class Follower {
  readonly #algorithm: DigestName;
  readonly #segments: readonly Segment[];
  readonly #hasher: Hasher;
  /** How often a file is still to come. */
  readonly #coming = new Map<Stored, number>();
  #at = 0;
  #small = 0;

  constructor(algorithm: DigestName, segments: readonly Segment[]) {
    this.#algorithm = algorithm;
    this.#segments = segments;
    this.#hasher = localHasher(algorithm);
    for (const segment of segments) {
      if (!(segment instanceof LargeSource)) continue;
      this.#coming.set(segment, (this.#coming.get(segment) ?? 0) + 1);
    }
  }

  /** Whether a file that is about to be read is the next one of the layout. */
  isAt(source: Source): boolean {
    this.#pass();
    return this.#segments[this.#at] === source;
  }

  /** Whether a file is in what is left of the layout, but for its next place if it is there. */
  wantsAgain(source: Source): boolean {
    return (this.#coming.get(source) ?? 0) > (this.isAt(source) ? 1 : 0);
  }

  /** Takes bytes of the next file. */
  update(bytes: Uint8Array): void {
    this.#hasher.update(bytes);
  }

  /** Told when the next file has been read to its end. */
  end(source: Source): void {
    this.#at += 1;
    this.#coming.set(source, (this.#coming.get(source) ?? 0) - 1);
  }

  /** What is left, if this is the digest of that layout, and who has digested what is before it. */
  restOf(algorithm: DigestName, segments: readonly Segment[]) {
    const isSame =
      algorithm === this.#algorithm &&
      segments.length === this.#segments.length &&
      segments.every((segment, i) => areSame(segment, this.#segments[i]));
    return isSame ? { hasher: this.#hasher, rest: segments.slice(this.#at) } : undefined;
  }

  /** Goes on to the next large file, unless there are too many small ones before it. */
  #pass(): void {
    for (; this.#at < this.#segments.length; this.#at += 1) {
      const segment = this.#segments[this.#at];
      if (segment instanceof LargeSource) return;
      const isSmall = segment !== undefined && !(segment instanceof Uint8Array);
      if (isSmall && this.#small === MAX_SMALL) return;
      const bytes = segment instanceof Uint8Array ? segment : segment?.bytes;
      if (!bytes) return;
      this.#hasher.update(bytes);
      if (isSmall) this.#small += 1;
    }
  }
}

function areSame(a: Segment, b: Segment | undefined): boolean {
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) return a === b;
  return Buffer.compare(a, b) === 0;
}
