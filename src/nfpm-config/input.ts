import { JacoPkgError } from '../errors.ts';
import { isRecord } from './readers.ts';

/** More levels than any configuration has; an object that contains itself has more. */
const MAX_DEPTH = 32;

/**
 * A copy of what a script gave, without the keys that are undefined or null.
 * @throws JacoPkgError with the code `config_value`
 */
export function copyInput(value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH) {
    const message = `the configuration is nested more than ${MAX_DEPTH} levels deep`;
    throw new JacoPkgError({ code: 'config_value', message });
  }
  if (Array.isArray(value)) return value.map((item) => copyInput(item, depth + 1));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined && item !== null)
      .map(([key, item]) => [key, copyInput(item, depth + 1)]),
  );
}
