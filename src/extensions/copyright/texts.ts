// Texts of licences, and what they say about who holds the copyright.
import { dep5Name } from './spdx.ts';

/** Licences that every Debian has: Debian Policy, section 12.5. */
const COMMON: ReadonlySet<string> = new Set([
  'Apache-2.0',
  'Artistic',
  'CC0-1.0',
  'GFDL-1.2',
  'GFDL-1.3',
  'GPL-1',
  'GPL-2',
  'GPL-3',
  'LGPL-2',
  'LGPL-2.1',
  'LGPL-3',
  'MPL-1.1',
  'MPL-2.0',
]);

/** What stands for the text of a licence that every Debian has; undefined for others. */
export function commonText(id: string): string | undefined {
  const name = dep5Name(id).replace(/\+$/, '');
  if (!COMMON.has(name)) return undefined;
  return [
    `On Debian systems, the complete text of the ${name} licence is in`,
    `/usr/share/common-licenses/${name}.`,
  ].join('\n');
}

/** `2019-2024 Jo Doe` of lines like `Copyright (c) 2019-2024 Jo Doe. All rights reserved.` */
export function holdersIn(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const found = /^\W*copyright\s*(?:\(c\)|©)?\s*(\d{4}\b.*)$/i.exec(line)?.[1];
    // What the GNU licences say about themselves.
    if (found === undefined || found.includes('Free Software Foundation')) return [];
    return found.replace(/[.,]?\s*all rights reserved\.?\s*$/i, '').trim();
  });
}
