// Licences of an SBOM, "SPDX license expressions", Annex D of SPDX 2.3.
import type { Info } from 'spdx-expression-parse';

/** A licence that SPDX does not list, with the text it is known by. */
export interface OwnLicence {
  readonly licenseId: string;
  readonly extractedText: string;
  readonly name: string;
}

export interface Declared {
  /** An SPDX expression, or NOASSERTION. */
  readonly expression: string;
  /** What of it SPDX does not list. */
  readonly own: readonly OwnLicence[];
}

/** Letters, digits, `.` and `-` after the prefix. */
const UNFIT = /[^A-Za-z0-9.-]+/g;

/** For the licence of a package as it is declared, which may be any text. */
export async function licenceReader(): Promise<(text: string) => Declared> {
  const { default: parse } = await import('spdx-expression-parse');
  return (text) => {
    if (text === '') return { expression: 'NOASSERTION', own: [] };
    const ids = idsOf(parse, text);
    if (ids) return { expression: text, own: ids.filter(isOwn).map((id) => ownLicence(id, id)) };
    const name = text.replace(UNFIT, '-').replace(/^-+|-+$/g, '') || 'unnamed';
    const own = ownLicence(`LicenseRef-${name}`, text);
    return { expression: own.licenseId, own: [own] };
  };
}

/** Undefined for what is no expression of licences that SPDX lists, or that are its author's own. */
function idsOf(parse: (text: string) => Info, text: string): string[] | undefined {
  try {
    const ids = idsIn(parse(text));
    // Of another document, which the SBOM would have to name.
    return ids.some((id) => id.startsWith('DocumentRef-')) ? undefined : ids;
  } catch {
    return undefined;
  }
}

function idsIn(info: Info): string[] {
  return 'license' in info ? [info.license] : [...idsIn(info.left), ...idsIn(info.right)];
}

function isOwn(id: string): boolean {
  return id.startsWith('LicenseRef-');
}

function ownLicence(licenseId: string, text: string): OwnLicence {
  return { licenseId, extractedText: text, name: text };
}
