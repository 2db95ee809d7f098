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
  if (isUtf8(bytes)) return Buffer.from(bytes).toString('utf8');
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = characterAt(bytes, at);
    if (length > 0) text += Buffer.from(bytes.subarray(at, at + length)).toString('utf8');
    else text += `\\x${(bytes[at] ?? 0).toString(16).padStart(2, '0')}`;
    at += Math.max(1, length);
  }
  return text;
}

/** Bytes of the UTF-8 character at a place; 0 when there is none. */
function characterAt(bytes: Uint8Array, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length += 1) {
    if (isUtf8(bytes.subarray(at, at + length))) return length;
  }
  return 0;
}

/** A name for a message, not too long. */
export function shown(name: string | Uint8Array): string {
  const text = printable(typeof name === 'string' ? name : textOf(name));
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
