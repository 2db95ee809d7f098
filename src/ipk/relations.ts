import { oneLine } from '../model/one-line.ts';

/** Single relations of a list, whose items may have several, with the blanks that opkg reads. */
export function relationsIn(items: readonly string[]): string[] {
  return items.flatMap((item) => item.split(',').map(tidied).filter(Boolean));
}

/** opkg loses the version of `a ( >= 1)`. */
function tidied(relation: string): string {
  return oneLine(relation).replaceAll('( ', '(').replaceAll(' )', ')');
}
