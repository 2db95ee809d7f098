// The rpm header structure, by rpm's docs/manual/format_header.md; integers are big-endian:
//   magic 8 | entries u32 | data size u32 | entry { tag, type, offset, count } * | data
// An immutable region holds everything here: its own entry comes first and points at the last
// 16 bytes of the data, an entry again, whose offset is minus the length of the index.
import { concat, padding, utf8 } from '../container/bytes.ts';
import { JacoPkgError } from '../errors.ts';

/** What a tag can hold. A list without values cannot be written; leave its tag out. */
export type HeaderValue =
  | { readonly type: 'int16' | 'int32' | 'int64'; readonly values: readonly number[] }
  | { readonly type: 'string' | 'i18n'; readonly text: string | Uint8Array }
  | { readonly type: 'strings'; readonly values: readonly string[] }
  | { readonly type: 'bin'; readonly bytes: Uint8Array };

export interface HeaderEntry {
  readonly tag: number;
  readonly value: HeaderValue;
}

/** Tag of the region: RPMTAG_HEADERSIGNATURES or RPMTAG_HEADERIMMUTABLE. */
export const SIGNATURE_REGION = 62;
export const IMMUTABLE_REGION = 63;

const MAGIC = Uint8Array.of(0x8e, 0xad, 0xe8, 1, 0, 0, 0, 0);
const TYPES = { int16: 3, int32: 4, int64: 5, string: 6, bin: 7, strings: 8, i18n: 9 } as const;
const WIDTHS = { int16: 2, int32: 4, int64: 8 } as const;
const ENTRY_SIZE = 16;
/** Bytes of data that rpm reads in a header: HEADER_DATA_MAX of its lib/header.cc. */
export const MAX_DATA = 0x0fff_ffff;

/**
 * One header with all its tags in an immutable region, sorted by tag.
 * @throws JacoPkgError with code `format_limit` when rpm would refuse to read it
 */
export function encodeHeader(region: number, entries: readonly HeaderEntry[]): Uint8Array {
  const sorted = [...entries].sort((a, b) => a.tag - b.tag);
  const index: Uint8Array[] = [];
  const data: Uint8Array[] = [];
  let size = 0;
  for (const { tag, value } of sorted) {
    const bytes = encodeValue(value);
    const gap = padding(size, alignmentOf(value));
    index.push(indexEntry(tag, TYPES[value.type], size + gap.length, countOf(value)));
    data.push(gap, bytes);
    size += gap.length + bytes.length;
  }
  const count = sorted.length + 1;
  const regionEntry = indexEntry(region, TYPES.bin, size, ENTRY_SIZE);
  const trailer = indexEntry(region, TYPES.bin, -count * ENTRY_SIZE, ENTRY_SIZE);
  size += ENTRY_SIZE;
  if (size > MAX_DATA) throw tooLarge(size);
  return concat([MAGIC, uint32s(count, size), regionEntry, ...index, ...data, trailer]);
}

function indexEntry(tag: number, type: number, offset: number, count: number): Uint8Array {
  return uint32s(tag, type, offset, count);
}

function uint32s(...values: number[]): Uint8Array {
  return encodeValue({ type: 'int32', values });
}

function alignmentOf(value: HeaderValue): number {
  return 'values' in value && value.type !== 'strings' ? WIDTHS[value.type] : 1;
}

function countOf(value: HeaderValue): number {
  if ('values' in value) return value.values.length;
  return value.type === 'bin' ? value.bytes.length : 1;
}

function encodeValue(value: HeaderValue): Uint8Array {
  switch (value.type) {
    case 'bin':
      return value.bytes;
    case 'string':
    case 'i18n':
      return concat([asBytes(value.text), Uint8Array.of(0)]);
    case 'strings':
      return utf8(`${value.values.join('\0')}\0`);
    default:
      return integers(value.values, WIDTHS[value.type]);
  }
}

function asBytes(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? utf8(text) : text;
}

function integers(values: readonly number[], width: 2 | 4 | 8): Uint8Array {
  const out = new Uint8Array(values.length * width);
  const view = new DataView(out.buffer);
  values.forEach((value, i) => {
    if (width === 2) view.setUint16(i * 2, value);
    else if (width === 4) view.setUint32(i * 4, value);
    else view.setBigUint64(i * 8, BigInt(value));
  });
  return out;
}

function tooLarge(size: number): JacoPkgError {
  return new JacoPkgError({
    code: 'format_limit',
    message: `the rpm header would have ${size} bytes; rpm reads at most ${MAX_DATA}`,
    hint: 'package fewer files, or shorten scripts and the changelog',
  });
}
