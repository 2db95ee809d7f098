import type { FormatName } from '../../model/package.ts';
import type { InspectedPackage } from '../model.ts';

export interface DiffRules {
  /** Whether the two are of different formats: then only what both have is compared. */
  readonly isAcross: boolean;
  /** Whether times count: of the entries, of the build. */
  readonly times: boolean;
}

/** Two packages, and what is said of their comparison. */
export interface Sides {
  readonly before: InspectedPackage;
  readonly after: InspectedPackage;
  readonly rules: DiffRules;
  /** Tells what is not compared, or odd. */
  readonly note: (text: string) => void;
}

/** `rpm: %pretrans, %verifyscript`, shortened. */
export function noteLeftOut(
  { note }: Sides,
  format: FormatName,
  what: string,
  items: Iterable<string>,
): void {
  const all = [...new Set(items)];
  if (all.length === 0) return;
  const few = all.slice(0, 4).join(', ');
  const more = all.length > 4 ? `, and ${all.length - 4} more` : '';
  note(`not compared: ${what} of the ${format}: ${few}${more}`);
}
