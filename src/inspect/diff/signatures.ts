import type { InspectedPackage } from '../model.ts';
import type { ListChange } from './model.ts';
import type { Sides } from './side.ts';

/** Who signed, and whether it is right. Formats are signed each in its own way. */
export function diffSignatures({ before, after, rules, note }: Sides): ListChange[] {
  const [a, b] = [signaturesOf(before), signaturesOf(after)];
  if (rules.isAcross) {
    if (a.length + b.length > 0) note('not compared: signatures');
    return [];
  }
  const change = {
    what: 'signatures',
    removed: a.filter((item) => !b.includes(item)),
    added: b.filter((item) => !a.includes(item)),
  };
  return change.removed.length + change.added.length > 0 ? [change] : [];
}

function signaturesOf({ signatures }: InspectedPackage): string[] {
  return signatures.map(({ name, key, state }) =>
    [name, key && `key ${key}`, state].filter(Boolean).join(', '),
  );
}
