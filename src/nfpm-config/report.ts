import type { ErrorCode, ErrorProblem } from '../errors.ts';
import type { Place } from '../model/problem.ts';

/** Notes a problem with a key; they are thrown together in the end. */
export type Report = (key: string, code: ErrorCode, message: string, hint?: string) => void;

export function reportTo(problems: ErrorProblem[], locate: (key: string) => Place): Report {
  return (key, code, message, hint) => {
    const problem = { code, message, place: locate(key) };
    problems.push(hint === undefined ? problem : { ...problem, hint });
  };
}
