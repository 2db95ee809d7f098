// ASN.1 in DER (ITU-T X.690), as much of it as signatures are made of: tag | length | content.
import { concat, utf8 } from './bytes.ts';

const TAGS = {
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;
const CONTEXT = 0xa0;

/** SEQUENCE, and SEQUENCE OF. */
export function sequence(...items: readonly Uint8Array[]): Uint8Array {
  return element(TAGS.sequence, ...items);
}

/** SET OF: DER wants its items in the order of their bytes. */
export function setOf(...items: readonly Uint8Array[]): Uint8Array {
  return element(TAGS.set, ...[...items].sort(Buffer.compare));
}

/** An item, or the items of a set or sequence, under a tag of the context: `[0]`. */
export function context(number: number, ...items: readonly Uint8Array[]): Uint8Array {
  return element(CONTEXT | number, ...items);
}

/** INTEGER, from 0 to 2^53 - 1. */
export function integer(value: number): Uint8Array {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return element(TAGS.integer, (bytes[0] ?? 0) < 0x80 ? bytes : concat([Uint8Array.of(0), bytes]));
}

/** OCTET STRING. */
export function octets(bytes: Uint8Array): Uint8Array {
  return element(TAGS.octets, bytes);
}

/** NULL. */
export function nothing(): Uint8Array {
  return element(TAGS.null);
}

/**
 * OBJECT IDENTIFIER.
 * @param dotted such as `1.2.840.113549.1.7.2`
 */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(TAGS.oid, Uint8Array.from([40 * first + second, ...rest].flatMap(base128)));
}

/**
 * UTCTime from 1950 to 2049, which has two digits for the year; else GeneralizedTime, which has four
 * (RFC 5652, section 11.3).
 * @param seconds since 1970
 */
export function time(seconds: number): Uint8Array {
  const digits = new Date(seconds * 1000).toISOString().slice(0, 19).replace(/[-T:]/g, '');
  const isLong = digits < '1950' || digits >= '2050';
  if (isLong) return element(TAGS.generalizedTime, utf8(`${digits}Z`));
  return element(TAGS.utcTime, utf8(`${digits.slice(2)}Z`));
}

function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(parts);
  return concat([Uint8Array.of(tag, ...lengthOf(content.length)), content]);
}

/** A length below 128 is one byte; others are their number of bytes, then these, the highest first. */
function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}

/** Seven bits per byte, the highest first; every byte but the last has its eighth bit set. */
function base128(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.unshift(0x80 | (rest % 128));
  }
  return bytes;
}
