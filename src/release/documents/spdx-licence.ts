import { parseSpdx } from '../../extensions/copyright/spdx.ts';

/** A licence that SPDX does not list, with the text it is known by. */
export interface OwnLicence {
  readonly licenseId: string;
  readonly extractedText: string;
  readonly name: string;
}

export interface Declared {
  /** An SPDX expression, or NOASSERTION. */
  readonly expression: string;
  readonly own?: OwnLicence;
}

/** Annex D: letters, digits, `.` and `-` after the prefix. */
const UNFIT = /[^A-Za-z0-9.-]+/g;

/** The licence of a package as it is declared, which may be any text. */
export function declaredLicence(text: string): Declared {
  if (text === '') return { expression: 'NOASSERTION' };
  if (parseSpdx(text)) return { expression: text };
  const licenseId = `LicenseRef-${text.replace(UNFIT, '-').replace(/^-+|-+$/g, '') || 'unnamed'}`;
  return { expression: licenseId, own: { licenseId, extractedText: text, name: text } };
}
