// Unit files, by systemd.syntax(7): sections, `Key=value` and comments; a backslash at the end of a
// line goes on in the next.

export interface UnitLine {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

export interface Unit {
  readonly lines: readonly UnitLine[];
  /** What is none of that: its number, from 1, and the line. */
  readonly faults: readonly (readonly [number: number, line: string])[];
}

export function parseUnit(text: string): Unit {
  const lines: UnitLine[] = [];
  const faults: [number, string][] = [];
  let section = '';
  let open = '';
  for (const [i, raw] of text.split('\n').entries()) {
    const isComment = /^\s*[#;]/.test(raw);
    if (isComment || (raw.trim() === '' && open === '')) continue;
    const line = `${open}${raw.trim()}`;
    open = line.endsWith('\\') ? `${line.slice(0, -1)} ` : '';
    if (open !== '') continue;
    const header = /^\[([^\]]+)\]$/.exec(line)?.[1];
    const [, key, value = ''] = /^([^=\s]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (header !== undefined) section = header;
    else if (key !== undefined && section !== '') lines.push({ section, key, value });
    else faults.push([i + 1, line]);
  }
  return { lines, faults };
}

/** Values of a key; an empty one takes back those before it. */
export function valuesOf({ lines }: Unit, section: string, key: string): string[] {
  let values: string[] = [];
  for (const line of lines) {
    if (line.section !== section || line.key !== key) continue;
    values = line.value === '' ? [] : [...values, line.value];
  }
  return values;
}

/** The program that a command line runs, by systemd.service(5); '' when it is known only later. */
export function programOf(command: string): string {
  const program = /^[-@:+!|]*\s*("([^"]*)"|'([^']*)'|(\S+))/.exec(command);
  const path = program?.[2] ?? program?.[3] ?? program?.[4] ?? '';
  return /[%$]/.test(path) ? '' : path;
}
