// deb-control(5), and opkg's dialect of it: lines of `Field: value`; a value goes on in lines
// that start with a blank, where ` .` is an empty one.
import { oneLine } from '../model/one-line.ts';
import type { InspectedPackage, RelationKind } from './model.ts';

export type Fields = InspectedPackage['fields'];

/** The fields of a paragraph in their order, values as written but unfolded. */
export function parseControl(text: string): Fields {
  const fields: [string, string][] = [];
  for (const line of text.split('\n')) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last) last[1] += `\n${line.slice(1).replace(/^\.$/, '')}`;
      continue;
    }
    const colon = line.indexOf(':');
    if (colon > 0) fields.push([line.slice(0, colon), line.slice(colon + 1).trim()]);
    else if (line.trim() === '' && last) break;
  }
  return fields.map(([name, value]) => [name, value.trimEnd()] as const);
}

/** Looks a field up, whatever the case of its name; '' when it is not there. */
export function fieldReader(fields: Fields): (name: string) => string {
  const values = new Map(fields.map(([name, value]) => [name.toLowerCase(), value]));
  return (name) => values.get(name.toLowerCase()) ?? '';
}

const RELATION_FIELDS: readonly (readonly [RelationKind, string])[] = [
  ['depends', 'Depends'],
  ['preDepends', 'Pre-Depends'],
  ['recommends', 'Recommends'],
  ['suggests', 'Suggests'],
  ['enhances', 'Enhances'],
  ['conflicts', 'Conflicts'],
  ['breaks', 'Breaks'],
  ['replaces', 'Replaces'],
  ['provides', 'Provides'],
];

export function controlRelations(fields: Fields): Partial<InspectedPackage['relations']> {
  const field = fieldReader(fields);
  return Object.fromEntries(
    RELATION_FIELDS.map(([kind, name]) => {
      const items = field(name).split(',').map(oneLine);
      return [kind, items.filter(Boolean)];
    }),
  );
}
