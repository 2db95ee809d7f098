import { type ErrorCode, JacoPkgError } from '../errors.ts';
import type { Place } from '../model/problem.ts';

/** Where a key comes from, for messages. */
export interface Origin {
  readonly place: Place;
  /** Setting that names it: `deb.signature.key_file`. */
  readonly setting: string;
  /** Path as the user wrote it. */
  readonly file: string;
}

/**
 * A key that cannot be used. It has no cause: what a library says of a key may quote the key.
 */
export function keyError(
  code: Extract<ErrorCode, `key_${string}`>,
  place: Place,
  message: string,
  hint: string,
): JacoPkgError {
  return new JacoPkgError({ code, message, place, hint });
}
