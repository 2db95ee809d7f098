import { type CommandSpec, everyCommand, type Values } from './spec.ts';

/** Completion for fish: complete(1), with a condition that says at which command. */
export function fishCompletion(program: CommandSpec): string {
  const all = everyCommand(program);
  const [name = ''] = program.names;
  return `# fish completion for ${name}

# The command that the words so far name; options may have taken some of them.
function __jaco_pkg_command
    set -l at ''
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip = 1
            set skip 0
            continue
        end
        switch "$at $word"
${all.flatMap(commandCases).join('\n')}
${all.flatMap(valueSkips).join('\n')}
        end
    end
    echo "$at"
end

function __jaco_pkg_at
    set -l at (__jaco_pkg_command)
    test "$at" = "$argv"
end

complete -c ${name} -f
${all.flatMap((command) => completions(name, command)).join('\n')}
`;
}

function commandCases({ path, commands }: CommandSpec): string[] {
  return commands.map((child) => {
    const words = child.names.map((name) => quoted(`${path.join(' ')} ${name}`)).join(' ');
    return `            case ${words}\n                set at ${quoted(child.path.join(' '))}`;
  });
}

function valueSkips({ path, options }: CommandSpec): string[] {
  const flags = options.filter(({ values }) => values).flatMap((option) => option.flags);
  if (flags.length === 0) return [];
  const words = flags.map((flag) => quoted(`${path.join(' ')} ${flag}`)).join(' ');
  return [`            case ${words}\n                set skip 1`];
}

function completions(name: string, command: CommandSpec): string[] {
  const { path, options, commands, values } = command;
  const start = `complete -c ${name} -n ${quoted(`__jaco_pkg_at ${quoted(path.join(' '))}`)}`;
  return [
    ...commands.map(({ names: [child = ''], description }) => {
      return `${start} -a ${child} -d ${quoted(description)}`;
    }),
    ...options.map(({ flags, description, values: taken }) => {
      const spelled = flags.map((flag) => {
        return flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`;
      });
      const offered = taken ? completing(taken) : '';
      return `${start} ${spelled.join(' ')}${offered} -d ${quoted(description)}`;
    }),
    ...(commands.length > 0 || values.kind === 'text' ? [] : [`${start}${completing(values)}`]),
  ];
}

function completing(values: Values): string {
  switch (values.kind) {
    case 'words':
      return ` -x -a ${quoted(values.words.join(' '))}`;
    case 'list':
      return ` -x -a ${quoted(`(__fish_append , ${values.words.join(' ')})`)}`;
    case 'file':
      return ' -r -F';
    case 'folder':
      return ` -x -a '(__fish_complete_directories)'`;
    case 'text':
      return ' -x';
  }
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
