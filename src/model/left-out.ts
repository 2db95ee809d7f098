import type { FormatName } from './package.ts';
import type { Place } from './problem.ts';

/** What a package is configured to have, and its format does not carry. */
export interface LeftOut {
  readonly code: 'content_left_out' | 'key_left_out';
  readonly format: FormatName;
  /** A path, or a key. */
  readonly what: string;
  /** The end of a sentence: `: packages for Windows have no links`. */
  readonly why: string;
  readonly place: Place;
  readonly hint: string;
}
