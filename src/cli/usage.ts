import type { Command, CommanderError } from 'commander';
import { JacoPkgError } from '../errors.ts';
import { commandAt, pathOf } from './help.ts';

/** What commander finds wrong with a call, told as every other error is. */
export function usageError(error: CommanderError, command: Command): JacoPkgError {
  const said = error.message.replace(/^error: /, '');
  // What it supposes was meant stands on a line of its own.
  const [suggestion = '', near] = /\n\(Did you mean (.+)\?\)$/.exec(said) ?? [];
  const message = said.slice(0, said.length - suggestion.length).replace(/\.$/, '');
  const help = `${pathOf(command).join(' ')} --help tells more`;
  const hint = near === undefined ? help : `did you mean ${near}? ${help}`;
  return new JacoPkgError({ code: 'usage', message, hint });
}

/**
 * Of a command below it that does not exist, commander would show this one's help.
 * @throws JacoPkgError `usage`
 */
export function assertCommand(command: Command): void {
  const [name] = command.args;
  if (command.commands.length === 0 || name === undefined || name.startsWith('-')) return;
  commandAt(command, [name]);
}

/** Whether a call asks for JSON, as far as that can be told of one that is wrong. */
export function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? undefined : end).includes('--json');
}
