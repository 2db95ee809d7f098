import { extname } from 'node:path';
import { JacoPkgError } from './errors.ts';
import { FORMATS, formatNamed, formatNames } from './formats.ts';
import type { FormatName } from './model/package.ts';

/**
 * The formats a user asked for by name, `all` being every one; or, when none is named, the one
 * that the target's ending stands for.
 * @throws JacoPkgError `format_unknown` for a name there is no format of, `usage` for no name
 */
export function packagersFor(names: readonly string[], target: string | undefined): FormatName[] {
  if (names.includes('all')) return [...formatNames];
  if (names.length > 0) return [...new Set(names.map((name) => formatNamed(name).name))];
  const byEnding = FORMATS.find(({ extension }) => target?.endsWith(extension));
  if (byEnding) return [byEnding.name];
  const ending = extname(target ?? '');
  throw new JacoPkgError({
    code: 'usage',
    message: ending ? `no packager writes ${ending} files` : 'no packager is given',
    hint: `name one with -p: ${formatNames.join(', ')}, or all`,
  });
}
