import { InvalidArgumentError } from 'commander';
import { JacoPkgError } from '../errors.ts';
import type { Io } from './io.ts';
import { EXIT } from './io.ts';
import { jsonText, reportFailure } from './messages.ts';

/** Told the exit code when a command is done. */
export type Done = (code: number) => void;

/** Runs what a command does; a failure is told, with --json also as JSON. */
export async function perform(
  io: Io,
  flags: { readonly json?: true },
  action: () => Promise<void>,
): Promise<number> {
  try {
    await action();
    return EXIT.ok;
  } catch (error) {
    if (flags.json && error instanceof JacoPkgError) {
      io.stdout.write(jsonText({ errors: error.problems }));
    }
    return reportFailure(error, io);
  }
}

/** Repeatable options that also take comma lists. An empty one would mean what leaving it out does. */
export function collect(value: string, before: readonly string[]): string[] {
  const names = value.split(',').map((name) => name.trim());
  const given = names.filter(Boolean);
  if (given.length === 0) throw new InvalidArgumentError('There is no name in it.');
  return [...before, ...given];
}

/** Options that may be given several times. */
export function repeat(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
