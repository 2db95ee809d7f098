import { isUtf8 } from 'node:buffer';
import { printable } from '../model/printable.ts';
import type { At, Reading } from './reading.ts';
import { textOf } from './text.ts';

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

/** A name for a message, not too long. */
export function shown(name: string | Uint8Array): string {
  const text = printable(typeof name === 'string' ? name : textOf(name));
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
