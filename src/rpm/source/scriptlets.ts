import type { Package, Script } from '../../model/package.ts';
import { interpreter, programOf, SLOTS, scriptOf } from '../scripts.ts';
import { literal, word } from './escape.ts';

/** A script, which is a source of its own, and the section that makes it a part of the package. */
export interface Scriptlet {
  readonly script: Script;
  /** What the name of the source ends in: `postin`. */
  readonly suffix: string;
  /** `%post`, `%triggerin`. */
  readonly section: string;
  /** `-p` of the section: a program and its arguments, as popt(3) splits them. */
  readonly program: string;
  readonly options?: string;
  /** What sets a trigger off. */
  readonly condition?: string;
}

/** Where the name of a section is not that of the tag. */
const SECTIONS: Readonly<Record<string, string>> = { PREIN: 'pre', POSTIN: 'post' };

export function scriptlets(pkg: Package): Scriptlet[] {
  return [...ownScriptlets(pkg), ...triggers(pkg), ...fileTriggers(pkg)];
}

/** The section; `file` is where `%prep` puts the script. */
export function scriptSection(scriptlet: Scriptlet, file: string): string {
  const { section, program, options = '', condition } = scriptlet;
  const head = `${section} ${options}-p ${literal(word(program))} -f ${literal(file)}`;
  return condition === undefined ? `${head}\n` : `${head} -- ${literal(condition)}\n`;
}

function ownScriptlets(pkg: Package): Scriptlet[] {
  return SLOTS.flatMap((slot) => {
    const script = scriptOf(pkg, slot);
    if (!script) return [];
    const suffix = slot.name.toLowerCase();
    const section = `%${SECTIONS[slot.name] ?? suffix}`;
    return { script, suffix, section, program: (programOf(pkg, slot) ?? []).map(word).join(' ') };
  });
}

function triggers({ rpm }: Package): Scriptlet[] {
  return rpm.triggers.map(({ when, on, script, interpreter: asked }, i) => ({
    script,
    suffix: `trigger${i + 1}`,
    section: `%trigger${when}`,
    program: word(interpreter(script, asked)[0]),
    condition: on.join(', '),
  }));
}

function fileTriggers({ rpm }: Package): Scriptlet[] {
  return rpm.fileTriggers.map(({ scope, when, paths, priority, script, ...trigger }, i) => ({
    script,
    suffix: `filetrigger${i + 1}`,
    section: `%${scope === 'transaction' ? 'trans' : ''}filetrigger${when}`,
    options: `-P ${priority} `,
    program: word(interpreter(script, trigger.interpreter)[0]),
    condition: paths.join(' '),
  }));
}
