import type { HeaderEntry, HeaderValue } from './header.ts';

/** A tag of a header: a row of a table. */
export interface TagRow<Facts> {
  readonly tag: number;
  /** rpm's name of the tag, without RPMTAG_ or RPMSIGTAG_. */
  readonly name: string;
  /** undefined leaves the tag out. */
  value(facts: Facts): HeaderValue | undefined;
}

/** Makers of rows, one for each type; undefined and an empty list leave the tag out. */
export function rowsOf<Facts>() {
  type Get<T> = (facts: Facts) => T | undefined;
  const integers =
    (type: 'int16' | 'int32' | 'int64') =>
    (tag: number, name: string, get: Get<number | readonly number[]>): TagRow<Facts> => ({
      tag,
      name,
      value(facts) {
        const values = [get(facts) ?? []].flat();
        return values.length > 0 ? { type, values } : undefined;
      },
    });
  const texts =
    (type: 'string' | 'i18n') =>
    (tag: number, name: string, get: Get<string | Uint8Array>): TagRow<Facts> => ({
      tag,
      name,
      value(facts) {
        const text = get(facts);
        return text === undefined ? undefined : { type, text };
      },
    });
  const strings = (tag: number, name: string, get: Get<readonly string[]>): TagRow<Facts> => ({
    tag,
    name,
    value(facts) {
      const values = get(facts) ?? [];
      return values.length > 0 ? { type: 'strings', values } : undefined;
    },
  });
  const bin = (tag: number, name: string, get: Get<Uint8Array>): TagRow<Facts> => ({
    tag,
    name,
    value(facts) {
      const bytes = get(facts);
      return bytes && { type: 'bin', bytes };
    },
  });
  return {
    int16: integers('int16'),
    int32: integers('int32'),
    int64: integers('int64'),
    string: texts('string'),
    i18n: texts('i18n'),
    strings,
    bin,
  };
}

/** The tags of a table that the facts have a value for. */
export function entriesOf<Facts>(rows: readonly TagRow<Facts>[], facts: Facts): HeaderEntry[] {
  return rows.flatMap((row) => {
    const value = row.value(facts);
    return value ? [{ tag: row.tag, value }] : [];
  });
}
