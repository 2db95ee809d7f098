import type { Argument, Command, Help, Option } from 'commander';

/** What can be typed at a place. */
export type Values =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** Words with commas between them. */
  | { readonly kind: 'list'; readonly words: readonly string[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'folder' }
  /** Anything; there is nothing to offer. */
  | { readonly kind: 'text' };

export interface OptionSpec {
  /** `-f`, `--config`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Of its argument; undefined when it takes none. */
  readonly values?: Values;
}

export interface CommandSpec {
  /** Names from below the program: `['minisign', 'sign']`; [] for the program. */
  readonly path: readonly string[];
  /** Its name, and others that are as good. */
  readonly names: readonly string[];
  readonly description: string;
  readonly options: readonly OptionSpec[];
  readonly commands: readonly CommandSpec[];
  /** Of the arguments that are no options. */
  readonly values: Values;
}

/** What options take that their help does not list, by the attribute of the option. */
export type Known = Readonly<Record<string, Values>>;

/** What a program takes, as its own help has it. */
export function specOf(program: Command, known: Known): CommandSpec {
  return commandSpec(program, [], program.createHelp(), known);
}

/** A command and all below it, each before what is below it. */
export function everyCommand(spec: CommandSpec): CommandSpec[] {
  return [spec, ...spec.commands.flatMap(everyCommand)];
}

function commandSpec(
  command: Command,
  path: readonly string[],
  help: Help,
  known: Known,
): CommandSpec {
  const commands = help.visibleCommands(command).map((child) => {
    const spec = commandSpec(child, [...path, child.name()], help, known);
    if (spec.path.join() !== 'help') return spec;
    return { ...spec, commands: topics(command, spec.path) };
  });
  return {
    path,
    names: [command.name(), ...command.aliases()],
    description: command.summary() || command.description(),
    options: help.visibleOptions(command).map((option) => optionSpec(option, known)),
    commands,
    values: valuesOf(command.registeredArguments[0]),
  };
}

/** What `help` tells about: the other commands, and those below them. */
function topics({ commands }: Command, path: readonly string[]): CommandSpec[] {
  return commands
    .filter((command) => command.name() !== 'help')
    .map((command) => ({
      path: [...path, command.name()],
      names: [command.name(), ...command.aliases()],
      description: command.summary() || command.description(),
      options: [],
      commands: topics(command, [...path, command.name()]),
      values: { kind: 'text' },
    }));
}

function optionSpec(option: Option, known: Known): OptionSpec {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined);
  const spec = { flags, description: option.description };
  if (!option.required && !option.optional) return spec;
  const values = known[option.attributeName()];
  if (values) return { ...spec, values };
  if (option.argChoices) return { ...spec, values: { kind: 'words', words: option.argChoices } };
  return { ...spec, values: byPlaceholder(/[<[](\S+?)(?:\.\.\.)?[>\]]/.exec(option.flags)?.[1]) };
}

function valuesOf(argument: Argument | undefined): Values {
  if (argument?.argChoices) return { kind: 'words', words: argument.argChoices };
  return argument ? byPlaceholder(argument.name()) : { kind: 'text' };
}

/** By what help calls an argument: `<file>`, `<folder>`. */
function byPlaceholder(name = ''): Values {
  if (/^(file|path|package|before|place|key)s?$/.test(name)) return { kind: 'file' };
  return /^folders?$/.test(name) ? { kind: 'folder' } : { kind: 'text' };
}
