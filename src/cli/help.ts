import { Command } from 'commander';
import { JacoPkgError } from '../errors.ts';
import { suggest } from '../model/suggest.ts';
import { type Done, perform } from './command.ts';
import type { Io } from './io.ts';

/** `jaco-pkg help`, also of a command below another: `jaco-pkg help minisign sign` */
export function helpCommand(io: Io, done: Done): Command {
  const command = new Command('help');
  return command
    .description('show help for a command')
    .argument('[command...]', 'the command')
    .action(async (names: readonly string[]) => {
      const told = async () => {
        commandAt(command.parent ?? command, names).outputHelp();
      };
      done(await perform(io, {}, told));
    });
}

/** @throws JacoPkgError `usage` when there is no such command */
export function commandAt(program: Command, names: readonly string[]): Command {
  let at = program;
  for (const name of names) {
    const next = at.commands.find((child) => [child.name(), ...child.aliases()].includes(name));
    if (!next) throw unknown(at, name);
    at = next;
  }
  return at;
}

/** Its name after those of the commands that it is below: `['jaco-pkg', 'minisign', 'sign']` */
export function pathOf(command: Command): string[] {
  return [...(command.parent ? pathOf(command.parent) : []), command.name()];
}

function unknown(command: Command, name: string): JacoPkgError {
  const [program, ...before] = pathOf(command);
  const spelled = (last: string) => [...before, last].join(' ');
  const near = suggest(
    name,
    command.commands.flatMap((child) => [child.name(), ...child.aliases()]),
  );
  const all = [program, ...before, '--help'].join(' ');
  return new JacoPkgError({
    code: 'usage',
    message: `there is no command ${spelled(name)}`,
    hint: near === undefined ? `${all} tells what there is` : `did you mean ${spelled(near)}?`,
  });
}
