// Copies of settings in which some values are others.
import { isRecord } from './readers.ts';

/** Told about each item that moved up in its list, as key paths. */
export type Shifted = (to: string, from: string) => void;

/**
 * A copy with the values at a path changed, as far as there are any.
 * @param path keys; a `*` is every key of a map, or every item of a list
 * @param by gets a value and the key that it is at
 */
export function change(
  value: unknown,
  [step, ...rest]: readonly string[],
  by: (value: unknown, key: string) => unknown,
  at = '',
): unknown {
  if (step === undefined) return by(value, at);
  if (Array.isArray(value)) {
    return value.map((item, index) => change(item, rest, by, `${at}[${index}]`));
  }
  if (!isRecord(value)) return value;
  const keys =
    step === '*' ? Object.keys(value) : [step].filter((key) => Object.hasOwn(value, key));
  if (keys.length === 0) return value;
  const below = (key: string) => (at === '' ? key : `${at}.${key}`);
  return {
    ...value,
    ...Object.fromEntries(keys.map((key) => [key, change(value[key], rest, by, below(key))])),
  };
}

/** A copy whose lists at these keys have no empty items, nor blanks around any. */
export function withoutEmptyItems<Section extends object>(
  section: Section,
  keys: readonly string[],
  shifted: Shifted,
): Section {
  let result: unknown = section;
  for (const key of keys) {
    result = change(result, key.split('.'), (items, at) => {
      if (!Array.isArray(items)) return items;
      const trimmed = items.map((item) => (typeof item === 'string' ? item.trim() : item));
      return withoutEmpty(trimmed, at, shifted);
    });
  }
  return result as Section;
}

/** The items of the list at a key that are not empty. */
export function withoutEmpty(items: readonly unknown[], key: string, shifted: Shifted): unknown[] {
  const kept: unknown[] = [];
  for (const [index, item] of items.entries()) {
    if (item === '') continue;
    if (kept.length !== index) shifted(`${key}[${kept.length}]`, `${key}[${index}]`);
    kept.push(item);
  }
  return kept;
}
