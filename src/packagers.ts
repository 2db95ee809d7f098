import { extname } from 'node:path';
import { JacoPkgError } from './errors.ts';
import { FORMATS, formatNamed, formatNames } from './formats.ts';
import type { FormatName } from './model/package.ts';

/** Endings of formats that may be compressed otherwise than by default. */
const OTHERWISE_PACKED: readonly (readonly [RegExp, FormatName])[] = [
  [/\.pkg\.tar(\.(gz|xz|lzma))?$/, 'archlinux'],
  [/\.(tgz|tar(\.(xz|zst|lzma))?)$/, 'tarball'],
];

/**
 * The formats a user asked for by name, or `all`; when none is named, the one that the target's
 * ending stands for.
 * @throws JacoPkgError `format_unknown` for a name there is no format of, `usage` for no name
 */
export function packagersFor(
  names: readonly string[],
  target: string | undefined,
): FormatName[] | 'all' {
  const known = names.filter((name) => name !== 'all').map((name) => formatNamed(name).name);
  if (known.length < names.length) return 'all';
  if (known.length > 0) return [...new Set(known)];
  // Of `.rpm` and `.src.rpm`, the longer one.
  const [byEnding] = FORMATS.filter(({ extension }) => target?.endsWith(extension)).sort(
    (a, b) => b.extension.length - a.extension.length,
  );
  if (byEnding) return [byEnding.name];
  const [, otherwise] = OTHERWISE_PACKED.find(([pattern]) => pattern.test(target ?? '')) ?? [];
  if (otherwise) return [otherwise];
  const ending = extname(target ?? '');
  throw new JacoPkgError({
    code: 'usage',
    message: ending ? `no packager writes ${ending} files` : 'no packager is given',
    hint: `name one with -p: ${formatNames.join(', ')}, or all`,
  });
}
