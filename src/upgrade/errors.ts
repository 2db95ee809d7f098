import { dirname } from 'node:path';
import { JacoPkgError } from '../errors.ts';
import { failWriting } from '../output/errors.ts';

/** Runs a step; what the system refuses becomes an error about the file. */
export async function writing<T>(path: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    return failWriting(path, cause);
  }
}

export function unfit(target: string, why: string, hint: string, cause?: unknown): JacoPkgError {
  const message = `cannot replace ${target}: ${why}`;
  return new JacoPkgError({ code: 'target_unwritable', message, hint }, { cause });
}

/** For an upgrade that can neither go on nor back now. */
export function halfWay(home: string, cause: unknown): JacoPkgError {
  const message = `an upgrade in ${dirname(home)} stopped half way: every file is whole, and all are of one version, but links lead to them`;
  const hint = 'upgrade again when what stopped it is gone';
  return new JacoPkgError({ code: 'target_unwritable', message, hint }, { cause });
}

export function usage(message: string): JacoPkgError {
  return new JacoPkgError({ code: 'usage', message });
}

/** For a file that somebody else replaced while the upgrade was under way. */
export function changed(target: string): JacoPkgError {
  return new JacoPkgError({
    code: 'input_changed',
    message: `${target} was replaced by something else during the upgrade`,
    hint: `see what else works in ${dirname(target)}, then upgrade again`,
  });
}
