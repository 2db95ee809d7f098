import { faultyPart } from '../model/faulty-part.ts';
import type { FormatErrorCode } from '../model/format.ts';
import type { Package } from '../model/package.ts';
import type { Problem } from '../model/problem.ts';
import { semverText } from '../model/version.ts';

interface Part {
  readonly key: string;
  readonly code: FormatErrorCode;
  readonly value: (pkg: Package) => string;
}

/** What the name of the file and of the folder in it is made of. */
const PARTS: readonly Part[] = [
  { key: 'name', code: 'name_invalid', value: (pkg) => pkg.name },
  { key: 'version', code: 'version_invalid', value: (pkg) => semverText(pkg.version) },
  { key: 'platform', code: 'platform_unsupported', value: (pkg) => pkg.platform },
  { key: 'arch', code: 'arch_unknown', value: (pkg) => pkg.archOverride || pkg.arch },
];

/** What is safe in a file name everywhere; at the front neither a dot nor a dash. */
const SAFE = /^[A-Za-z0-9_][A-Za-z0-9._+~-]*$/;

/** The pax dialect carries every entry; only the names of file and folder have limits. */
export function check(pkg: Package): Problem<FormatErrorCode>[] {
  return PARTS.filter(({ value }) => !SAFE.test(value(pkg))).map(({ key, code, value }) => ({
    code,
    message: `${key} "${value(pkg)}" cannot be part of a tarball's name`,
    place: pkg.locate(
      key === 'version' ? faultyPart(pkg, (tried) => SAFE.test(value(tried))) : key,
    ),
    hint: 'use letters, digits and . _ + ~ -, the first a letter or digit',
  }));
}
