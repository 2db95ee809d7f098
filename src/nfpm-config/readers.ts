import type { ErrorCode } from '../errors.ts';
import { integerOf, Scalar } from './scalar.ts';
import { timestampOf } from './timestamp.ts';

/** Why a value is refused. */
export interface Refusal {
  readonly code: ErrorCode;
  /** Goes after the name of the key: `must be ...`. */
  readonly message: string;
  readonly hint?: string;
}

export type Reading<Output> = { readonly ok: Output } | Refusal;

/** Any scalar, as it is written. */
export function readText(value: unknown): Reading<string> {
  const ok = value instanceof Scalar ? value.text : value;
  if (typeof ok === 'number' || typeof ok === 'boolean') return { ok: String(ok) };
  if (typeof ok !== 'string') return wrong('text', value);
  // NUL ends a string in every format; a lone surrogate has no UTF-8.
  if (!/[\0\p{Surrogate}]/u.test(ok)) return { ok };
  return { code: 'config_value', message: 'must not hold NUL or half a character' };
}

export function readInteger(value: unknown): number | undefined {
  if (value instanceof Scalar) return value.quoted ? undefined : integerOf(value.text);
  return Number.isSafeInteger(value) ? Number(value) : undefined;
}

/** Whole seconds since 1970. */
export function readTime(value: unknown): number | undefined {
  if (value instanceof Scalar) return timestampOf(value.text, !value.quoted);
  if (typeof value === 'string') return timestampOf(value, false);
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return undefined;
  return Math.floor(value.getTime() / 1000);
}

/** @param wanted for `must be ...` */
export function wrong(wanted: string, value: unknown): Refusal {
  return { code: 'config_wrong_type', message: `must be ${wanted}, not ${describe(value)}` };
}

/** What a value is, in words. */
export function describe(value: unknown): string {
  if (value instanceof Scalar) return value.quoted ? `the text ${quote(value.text)}` : value.text;
  if (value === undefined || value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'a mapping';
  if (value instanceof Uint8Array) return 'bytes';
  return typeof value === 'string' ? quote(value) : String(value);
}

/** For a message, cut short. */
export function quote(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

/** A mapping of the file, or an object of a script. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Scalar) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array)
  );
}
