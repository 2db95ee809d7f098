import { FORMAT_NAMES, type FormatName } from '../../model/package.ts';

/** A key for each format. */
export function perFormat<Value>(make: (name: FormatName) => Value): Record<FormatName, Value> {
  return Object.fromEntries(FORMAT_NAMES.map((name) => [name, make(name)])) as Record<
    FormatName,
    Value
  >;
}
