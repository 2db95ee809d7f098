import { isRecord } from './readers.ts';

/** Every value at a path; a `*` in it is any item or key. */
export function* valuesAt(
  value: unknown,
  [step, ...rest]: readonly string[],
  path: readonly PropertyKey[] = [],
): Generator<readonly [path: readonly PropertyKey[], value: unknown]> {
  if (step === undefined) yield [path, value];
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* valuesAt(item, rest, [...path, index]);
  } else if (isRecord(value)) {
    const keys = step === '*' ? Object.keys(value) : [step];
    for (const key of keys) {
      if (Object.hasOwn(value, key)) yield* valuesAt(value[key], rest, [...path, key]);
    }
  }
}
