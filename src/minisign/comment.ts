import { basename } from 'node:path';
import { JacoPkgError } from '../errors.ts';
import { TRUSTED_PREFIX, UNTRUSTED_PREFIX } from './format.ts';

/** The reference program reads a line into 1024 bytes, newline and NUL included. */
export const MAX_UNTRUSTED_BYTES = 1024 - 2 - UNTRUSTED_PREFIX.length;

/** The same for the trusted comment, whose buffer has 8192 bytes. */
export const MAX_TRUSTED_BYTES = 8192 - 2 - TRUSTED_PREFIX.length;

/** Control characters other than the tab, which minisign refuses, and halves of characters. */
const UNFIT = /[^\P{Cc}\t]|\p{Cs}/u;

/** Why `text` cannot be a comment, or undefined when it can. */
export function commentFault(text: string, maxBytes: number): string | undefined {
  if (UNFIT.test(text)) return 'has a control character or half a surrogate pair';
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) return `has ${bytes} bytes; the limit is ${maxBytes}`;
  return undefined;
}

/** Throws `comment_invalid` when a comment to be written would not be read again. */
export function checkComment(kind: 'trusted' | 'untrusted', text: string): void {
  const limit = kind === 'trusted' ? MAX_TRUSTED_BYTES : MAX_UNTRUSTED_BYTES;
  const fault = commentFault(text, limit);
  if (!fault) return;
  throw new JacoPkgError({
    code: 'comment_invalid',
    message: `the ${kind} comment ${fault}`,
    hint: 'a comment is one line of text',
  });
}

/**
 * The trusted comment that the reference program writes by default for a prehashed signature.
 * `seconds` is the time of signing since 1970.
 */
export function defaultTrustedComment(path: string, seconds: number): string {
  return `timestamp:${seconds}\tfile:${basename(path)}\thashed`;
}
