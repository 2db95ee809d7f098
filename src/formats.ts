import { apk } from './apk/index.ts';
import { archlinux } from './archlinux/index.ts';
import { deb } from './deb/index.ts';
import { JacoPkgError } from './errors.ts';
import { ipk } from './ipk/index.ts';
import type { Format } from './model/format.ts';
import type { FormatName } from './model/package.ts';
import { suggest } from './model/suggest.ts';
import { msix } from './msix/index.ts';
import { rpm } from './rpm/index.ts';
import { srpm } from './rpm/source/index.ts';
import { tarball } from './tarball/index.ts';

/** Every format that can be written. A new one is a line here and a folder of its own. */
export const FORMATS: readonly Format[] = [apk, archlinux, deb, ipk, msix, rpm, srpm, tarball];

/** Names of the formats that can be written. */
export const formatNames: readonly FormatName[] = FORMATS.map(({ name }) => name);

/** @throws JacoPkgError with code `format_unknown` */
export function formatNamed(name: string): Format {
  const format = FORMATS.find((candidate) => candidate.name === name);
  if (format) return format;
  const near = suggest(name, formatNames);
  const choice = `choose from ${formatNames.join(', ')}`;
  throw new JacoPkgError({
    code: 'format_unknown',
    message: `there is no packager ${JSON.stringify(name)}`,
    hint: near === undefined ? choice : `did you mean ${near}? ${choice}`,
  });
}
