import type { Warning } from '../errors.ts';
import { keyOf, type Places } from './places.ts';
import { Scalar } from './scalar.ts';
import { valuesAt } from './walk.ts';

/** Permissions that people give to files and folders. */
const MODES: ReadonlySet<number> = new Set([
  ...[0o400, 0o440, 0o444, 0o500, 0o550, 0o555, 0o600, 0o640, 0o644, 0o660, 0o664, 0o666],
  ...[0o700, 0o710, 0o711, 0o750, 0o751, 0o755, 0o770, 0o775, 0o777],
]);
const UMASKS: ReadonlySet<number> = new Set([0o002, 0o007, 0o022, 0o027, 0o037, 0o077, 0o177]);

/** Where modes are; `*` is every item or key. */
const PLACES: readonly (readonly [path: readonly string[], usual: ReadonlySet<number>])[] = [
  [['umask'], UMASKS],
  [['contents', '*', 'file_info', 'mode'], MODES],
  [['overrides', '*', 'umask'], UMASKS],
  [['overrides', '*', 'contents', '*', 'file_info', 'mode'], MODES],
];

/** Warns of `mode: 644`: in decimal it is -w----r-T, and hardly what was meant. */
export function modeWarnings(values: unknown, places: Places): Warning[] {
  const warnings: Warning[] = [];
  for (const [path, usual] of PLACES) {
    for (const [at, value] of valuesAt(values, path)) {
      const written = value instanceof Scalar ? value.text : String(value);
      if (looksOctal(written, usual)) warnings.push(warning(at, written, places));
    }
  }
  return warnings;
}

/** Decimal digits that make a usual mode if read as octal, and no usual one as they are. */
function looksOctal(written: string, usual: ReadonlySet<number>): boolean {
  if (!/^[1-7][0-7]{0,3}$/.test(written)) return false;
  // Set-id and sticky bits go with any permissions.
  return usual.has(Number.parseInt(written, 8) & 0o777) && !usual.has(Number.parseInt(written, 10));
}

function warning(path: readonly PropertyKey[], written: string, places: Places): Warning {
  const key = path.at(-1) === 'umask' ? 'umask' : 'mode';
  const octal = Number.parseInt(written, 10).toString(8);
  return {
    code: 'mode_decimal',
    message: `the ${key} ${written} is decimal, in octal 0${octal}`,
    place: places.of(keyOf(path)),
    hint: `write 0${written} for the permissions ${written}, or 0${octal} to keep it as it is`,
  };
}
