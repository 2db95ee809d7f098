// The control file, deb-control(5): lines of `Field: value`; a value goes on in lines that
// start with a blank.
import type { Entry } from '../model/entry.ts';
import type { Package } from '../model/package.ts';
import { FIELDS, type Field, ownFields } from './fields.ts';
import { relationItems } from './relations.ts';

/** The control file; `installedSize` in KiB. */
export function controlFile(pkg: Package, installedSize: number): string {
  const standard = FIELDS.map((field) => {
    return [field.name, fieldValue(field, field.value(pkg, installedSize))] as const;
  });
  const own = ownFields(pkg).map(({ name, value }) => [name, foldOwn(value)] as const);
  return [...standard, ...own]
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

/** A value in the form it is written; '' when there is nothing to write. */
export function fieldValue(field: Field, value: string | readonly string[]): string {
  if (typeof value !== 'string') return relationItems(value).join(', ');
  return field.kind === 'text' ? foldDescription(value) : value.trim();
}

/**
 * Installed-Size as deb-substvars(5) counts it: files in whole KiB, rounded up, and 1 KiB for
 * anything else.
 */
export function installedSize(entries: readonly Entry<unknown>[]): number {
  let total = 0;
  for (const entry of entries) {
    if (entry.type === 'ghost') continue;
    total += entry.type === 'file' ? Math.ceil(entry.size / 1024) : 1;
  }
  return total;
}

/** Synopsis, then one line for each of the text's, every one trimmed. */
function foldDescription(text: string): string {
  const [synopsis = '', ...lines] = text.trim().split('\n');
  return [synopsis.trim(), ...lines.map((line) => ` ${line.trim() || '.'}`)].join('\n');
}

/** Lines that were folded already stay as they are. */
function foldOwn(text: string): string {
  const [first = '', ...lines] = text.split('\n').map((line) => line.trimEnd());
  const folded = lines.map((line) => (/^[ \t]/.test(line) ? line : ` ${line || '.'}`));
  return [first, ...folded].join('\n');
}
