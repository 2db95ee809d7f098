// What go-yaml v3 makes of a scalar, which is YAML 1.2's core schema with 1.1's octals,
// timestamps and, only where a boolean is wanted, yes/no/on/off.

/** A scalar of the file, uninterpreted: what it means depends on the key it stands under. */
export class Scalar {
  /** Of a plain scalar as written, of a quoted one its content. */
  readonly text: string;
  /** Text whatever it looks like: quoted, a block, or tagged `!!str`. */
  readonly quoted: boolean;

  constructor(text: string, quoted: boolean) {
    this.text = text;
    this.quoted = quoted;
  }

  get isNull(): boolean {
    return !this.quoted && NULLS.has(this.text);
  }
}

const NULLS: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;

/** `0644`, `0o644`, `0x1a4`, `0b11`, `420` and `1_000`; undefined for anything else. */
export function integerOf(text: string): number | undefined {
  const match = INTEGER.exec(text.replaceAll('_', ''));
  if (!match) return undefined;
  const [, sign, hex, binary, octal, decimal] = match;
  const value =
    hex !== undefined
      ? Number.parseInt(hex, 16)
      : binary !== undefined
        ? Number.parseInt(binary, 2)
        : octal !== undefined
          ? Number.parseInt(octal, 8)
          : Number(decimal);
  if (!Number.isSafeInteger(value)) return undefined;
  return sign === '-' && value !== 0 ? -value : value;
}

const TRUE: ReadonlySet<string> = new Set(['true', 'True', 'TRUE']);
const FALSE: ReadonlySet<string> = new Set(['false', 'False', 'FALSE']);
const YES: ReadonlySet<string> = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON']);
const NO: ReadonlySet<string> = new Set(['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF']);

/** `yes` and its like count even in quotes; `true` and `false` only without. */
export function booleanOf({ text, quoted }: Scalar): boolean | undefined {
  if (YES.has(text) || (!quoted && TRUE.has(text))) return true;
  if (NO.has(text) || (!quoted && FALSE.has(text))) return false;
  return undefined;
}
