import { type ErrorProblem, JacoPkgError, throwIfAny } from '../../errors.ts';
import type { Ask } from '../converse.ts';
import { type Answer, type Answers, QUESTIONS } from './answers.ts';
import type { Defaults } from './defaults.ts';

/** Answers given on the command line. */
export type Given = Readonly<Partial<Record<Answer, string>>>;

/**
 * Asks what the command line leaves open, until each answer is one.
 * @param tell shows a line to the person
 */
export async function askFor(
  given: Given,
  defaults: Defaults,
  ask: Ask,
  tell: (line: string) => void,
): Promise<Answers> {
  const texts: Partial<Record<Answer, string>> = {};
  for (const { answer, flag, text, check } of QUESTIONS) {
    const preset = given[answer];
    if (preset !== undefined) {
      const problem = await check(preset);
      if (problem !== undefined) throw new JacoPkgError(usage(flag, preset, problem));
      texts[answer] = preset;
      continue;
    }
    const offered = defaults[answer];
    for (;;) {
      const typed = (await ask(`${text}${offered && ` [${offered}]`}: `)).trim() || offered;
      const problem = await check(typed);
      if (problem === undefined) {
        texts[answer] = typed;
        break;
      }
      tell(`  ${problem}`);
    }
  }
  return answersOf(texts);
}

/**
 * Takes what the command line says, and else the defaults.
 * @throws JacoPkgError naming every answer that is missing or is none
 */
export async function takeAll(given: Given, defaults: Defaults): Promise<Answers> {
  const texts: Partial<Record<Answer, string>> = {};
  const problems: ErrorProblem[] = [];
  for (const { answer, flag, check } of QUESTIONS) {
    const text = given[answer] ?? defaults[answer];
    texts[answer] = text;
    const problem = await check(text);
    if (problem !== undefined) problems.push(usage(flag, text, problem));
  }
  throwIfAny(problems);
  return answersOf(texts);
}

function usage(flag: string, text: string, problem: string): ErrorProblem {
  return text === ''
    ? { code: 'usage', message: `${flag} is needed: ${problem}` }
    : { code: 'usage', message: `${flag} cannot be ${JSON.stringify(text)}: ${problem}` };
}

function answersOf(texts: Readonly<Partial<Record<Answer, string>>>): Answers {
  const { name = '', version = '', maintainer = '', description = '' } = texts;
  const { homepage = '', license = '', binaries = '' } = texts;
  const paths = binaries.split(/\s+/).filter(Boolean);
  return { name, version, maintainer, description, homepage, license, binaries: paths };
}
