import { isRecord } from './readers.ts';

/** Maps in which an empty text counts: it takes a field away. */
const MAPS: ReadonlySet<string> = new Set(['deb.fields', 'ipk.fields']);

/**
 * Lays overrides over a section, as nfpm does: sections and maps merge, lists and values replace,
 * and what is empty, false or 0 changes nothing.
 * @param moved told the key of each value that was replaced
 */
export function override<Section extends object>(
  section: Section,
  by: object,
  moved: (key: string) => void,
): Section {
  return merge(section, by, '', moved) as Section;
}

function merge(
  base: unknown,
  by: object,
  path: string,
  moved: (key: string) => void,
): Record<string, unknown> {
  const result: Record<string, unknown> = isRecord(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(by)) {
    const full = path === '' ? key : `${path}.${key}`;
    if (isRecord(value)) {
      result[key] = merge(result[key], value, full, moved);
    } else if (MAPS.has(path) || !isEmpty(value)) {
      result[key] = value;
      moved(full);
    }
  }
  return result;
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === '' ||
    value === false ||
    value === 0 ||
    (Array.isArray(value) && value.length === 0)
  );
}
