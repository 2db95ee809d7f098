// Package relationships, deb-control(5) and Debian policy 7.1:
//   relation    := alternative *( "|" alternative )
//   alternative := name [ ":" arch ] [ "(" operator version ")" ]
import { oneLine } from '../model/one-line.ts';
import { versionFault } from './versions.ts';

/** What dpkg takes as a package name; policy 5.6.1 is stricter. */
export const PACKAGE_NAME = /^[A-Za-z0-9][A-Za-z0-9+._-]*$/;

/** Obsolete, and still read: `<` as `<=`, `>` as `>=`, no operator as `=`. */
const ALTERNATIVE =
  /^([^\s:()]+)(?::([^\s()]*))? ?(?:\( ?(?:<<|<=|<|=|>=|>>|>)? ?([^\s()]*) ?\))?$/;
const ARCHITECTURE = /^[A-Za-z0-9][A-Za-z0-9-]*$/;
const RPM_STYLE = /^(\S+?) ?(<=|<|==?|>=|>) ?([^\s()]+)$/;

/** What is wrong with a relation, as the end of a sentence, and how to put it right. */
export interface RelationFault {
  readonly reason: string;
  readonly hint?: string;
}

/** Items in the form they are written: blanks folded, empty items left out. */
export function relationItems(items: readonly string[]): string[] {
  return items.map(oneLine).filter((item) => item !== '');
}

/** Why dpkg would not take an item, which may itself be a list; or undefined. */
export function relationFault(item: string, alternatives: boolean): RelationFault | undefined {
  for (const relation of item.split(',')) {
    const parts = relation.split('|');
    if (parts.length > 1 && !alternatives) {
      return { reason: 'this field takes no alternatives (|)' };
    }
    for (const part of parts) {
      const fault = alternativeFault(oneLine(part));
      if (fault) return fault;
    }
  }
  return undefined;
}

function alternativeFault(text: string): RelationFault | undefined {
  if (text === '') return { reason: 'a package name is missing' };
  if (text.includes('$')) {
    return { reason: 'it has a variable that was not expanded', hint: 'write the value itself' };
  }
  const [, name, arch, version] = ALTERNATIVE.exec(text) ?? [];
  if (name === undefined) return { reason: `"${text}" is no relation`, ...respelled(text) };
  if (!PACKAGE_NAME.test(name))
    return { reason: `"${name}" is no package name`, ...respelled(text) };
  if (arch !== undefined && !ARCHITECTURE.test(arch)) {
    return { reason: `"${arch}" is no architecture` };
  }
  const fault = version === undefined ? undefined : versionFault(version);
  return fault ? { reason: `"${version}" is no version: ${fault}` } : undefined;
}

/** The Debian spelling of `name >= 1.2`. */
function respelled(text: string): { readonly hint?: string } {
  const [, name, sign = '', version] = RPM_STYLE.exec(text) ?? [];
  if (name === undefined) return {};
  const operator = { '<': '<<', '>': '>>', '==': '=' }[sign] ?? sign;
  return { hint: `write "${name} (${operator} ${version})"` };
}
