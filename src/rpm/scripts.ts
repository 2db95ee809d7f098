import type { Package, Script, ScriptName } from '../model/package.ts';
import { SENSE } from './sense.ts';

/** A scriptlet's tags (rpm's docs/manual/tags.md), and the bits of its interpreter's Requires. */
interface Slot {
  readonly script: ScriptName;
  /** rpm's name of the body's tag; the interpreter's is this and `PROG`. */
  readonly name: string;
  readonly tag: number;
  readonly progTag: number;
  readonly sense: number;
}

export const SLOTS: readonly Slot[] = [
  { script: 'pretrans', name: 'PRETRANS', tag: 1151, progTag: 1153, sense: SENSE.pretrans },
  { script: 'preinstall', name: 'PREIN', tag: 1023, progTag: 1085, sense: SENSE.pre },
  { script: 'postinstall', name: 'POSTIN', tag: 1024, progTag: 1086, sense: SENSE.post },
  { script: 'preremove', name: 'PREUN', tag: 1025, progTag: 1087, sense: SENSE.preun },
  { script: 'postremove', name: 'POSTUN', tag: 1026, progTag: 1088, sense: SENSE.postun },
  { script: 'posttrans', name: 'POSTTRANS', tag: 1152, progTag: 1154, sense: SENSE.posttrans },
  { script: 'verify', name: 'VERIFYSCRIPT', tag: 1079, progTag: 1091, sense: SENSE.verify },
];

/** What runs the script of a slot; undefined when there is none. */
export function programOf(pkg: Package, slot: Slot): [string, ...string[]] | undefined {
  const script = scriptOf(pkg, slot);
  return script && interpreter(script, pkg.rpm.interpreters[slot.script]);
}

/** rpm's own: it needs no program. */
export const LUA = '<lua>';

const DEFAULT_INTERPRETER = '/bin/sh';

/** The script of a slot; an empty file is as good as none. */
export function scriptOf(pkg: Package, slot: Slot): Script | undefined {
  const script = pkg.scripts[slot.script];
  return script?.bytes.length ? script : undefined;
}

/**
 * Interpreter of a script, and its argument if it has one. rpm does not look at the `#!` line
 * but runs the body with the program its header names; so that line is read here, as the kernel
 * reads it: everything behind the program is one argument.
 * @param asked what is to run it instead, its arguments between blanks; '' for nothing
 */
export function interpreter({ bytes }: Script, asked = ''): [program: string, ...args: string[]] {
  const [wanted, ...options] = asked.split(/\s+/).filter(Boolean);
  if (wanted !== undefined) return [wanted, ...options];
  const end = bytes.indexOf(0x0a);
  const line = new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end)).trimEnd();
  const [, program, argument] = /^#![ \t]*(\/\S+)(?:[ \t]+(.+))?$/.exec(line) ?? [];
  if (!program) return [DEFAULT_INTERPRETER];
  return argument ? [program, argument] : [program];
}
