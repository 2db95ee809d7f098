import { isUtf8 } from 'node:buffer';
import { printable } from '../model/printable.ts';
import type { At, Reading } from './reading.ts';

/** A name of an archive as a path of a package. */
export interface PackagePath {
  /** Absolute: `/usr/bin/x`; bytes that are not UTF-8 as `\xNN`. */
  readonly path: string;
  /** Without the leading slash, where it is not UTF-8. */
  readonly pathBytes?: Uint8Array;
  /** Why no file is ever written there. */
  readonly unsafe?: string;
}

/** Whatever the archive calls it: `./usr/bin/x`, `usr/bin/x`, `/usr/bin/x`. */
export function packagePath(name: Uint8Array, reading: Reading, at: At): PackagePath {
  const { path: longest, depth } = reading.limits;
  if (name.length > longest) {
    throw reading.tooLarge(`a path of ${name.length} bytes, where ${longest} are the limit`, at);
  }
  const bytes = Buffer.from(name.buffer, name.byteOffset, name.length);
  const parts = bytes.toString('latin1').split('/');
  const kept = parts.filter((part) => part !== '' && part !== '.');
  if (kept.length > depth) {
    throw reading.tooLarge(`a path ${kept.length} folders deep, where ${depth} are the limit`, at);
  }
  const plain = Buffer.from(kept.join('/'), 'latin1');
  const unsafe = kept.includes('..')
    ? 'the path leads out of its folder'
    : plain.includes(0)
      ? 'the path has a NUL in it'
      : undefined;
  return {
    path: `/${textOf(plain)}`,
    ...(isUtf8(plain) ? undefined : { pathBytes: plain }),
    ...(unsafe !== undefined && { unsafe }),
  };
}

/** UTF-8 as text, any other byte as `\xNN`. */
export function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isUtf8(buffer)) return buffer.toString('utf8');
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = characterAt(bytes, at);
    if (length === 0) {
      if (at > start) parts.push(buffer.toString('utf8', start, at));
      parts.push(`\\x${(bytes[at] ?? 0).toString(16).padStart(2, '0')}`);
      start = at + 1;
    }
    at += Math.max(1, length);
  }
  return parts.join('') + buffer.toString('utf8', start);
}

/** Bytes of the UTF-8 character at a place (RFC 3629 section 4); 0 when there is none. */
function characterAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  const isFollowed = length > 0 && ((bytes[at + 1] ?? 0) & 0xc0) === 0x80;
  return isFollowed && isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

/** A name for a message, not too long. */
export function shown(name: string | Uint8Array): string {
  const text = printable(typeof name === 'string' ? name : textOf(name));
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
