import { type CommandSpec, everyCommand, type OptionSpec, type Values } from './spec.ts';

/** Completion for bash: complete(1) calls a function that fills COMPREPLY. */
export function bashCompletion(program: CommandSpec): string {
  const all = everyCommand(program);
  const [name = ''] = program.names;
  return `# bash completion for ${name}
# shellcheck shell=bash disable=SC2207

_jaco_pkg_words() {
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
}

_jaco_pkg_list() {
  local head=
  [[ $cur == *,* ]] && head=\${cur%,*},
  COMPREPLY=($(compgen -P "$head" -W "$1" -- "\${cur##*,}"))
}

_jaco_pkg_paths() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen "$1" -- "$cur"))
}

_jaco_pkg() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} at='' i
  COMPREPLY=()
  # --option=value comes as three words.
  if [[ $cur == '=' ]]; then
    cur=''
  elif [[ $prev == '=' ]]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  # Which command is it, and so which options?
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
${lines(all.flatMap((command) => command.commands.map(commandCase)))}
${lines(all.flatMap(valueSkips))}
    esac
  done
  case "$at $prev" in
${lines(all.flatMap((command) => valueCases(command)))}
  esac
  case "$at:$cur" in
${lines(all.flatMap(optionsCase))}
  esac
  case "$at" in
${lines(all.flatMap(argumentsCase))}
  esac
}

complete -F _jaco_pkg ${name}
`;
}

/** `' build' | ' pkg') at='build' ;;` */
function commandCase({ path, names }: CommandSpec): string {
  const parent = path.slice(0, -1).join(' ');
  const patterns = names.map((name) => `'${parent} ${name}'`).join(' | ');
  return `      ${patterns}) at='${path.join(' ')}' ;;`;
}

/** Options whose next word is no command. */
function valueSkips(command: CommandSpec): string[] {
  const options = command.options.filter(({ values }) => values);
  if (options.length === 0) return [];
  const skip = `[[ \${COMP_WORDS[i + 1]} == '=' ]] && ((i++)); ((i++))`;
  return [`      ${options.map((option) => patternsOf(command, option)).join(' | ')}) ${skip} ;;`];
}

function valueCases(command: CommandSpec): string[] {
  return command.options.flatMap((option) => {
    const { values } = option;
    if (!values) return [];
    return `    ${patternsOf(command, option)}) ${completing(values)}return ;;`;
  });
}

function patternsOf({ path }: CommandSpec, { flags }: OptionSpec): string {
  return flags.map((flag) => `'${path.join(' ')} ${flag}'`).join(' | ');
}

function optionsCase({ path, options }: CommandSpec): string[] {
  if (options.length === 0) return [];
  const flags = options.flatMap((option) => option.flags).join(' ');
  return [`    '${path.join(' ')}:-'*) _jaco_pkg_words '${flags}'; return ;;`];
}

function argumentsCase({ path, commands, values }: CommandSpec): string[] {
  const words = commands.flatMap(({ names: [name = ''] }) => name);
  const offered: Values = words.length > 0 ? { kind: 'words', words } : values;
  return offered.kind === 'text' ? [] : [`    '${path.join(' ')}') ${completing(offered)};;`];
}

function completing(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `_jaco_pkg_words '${values.words.join(' ')}'; `;
    case 'list':
      return `_jaco_pkg_list '${values.words.join(' ')}'; `;
    case 'file':
      return '_jaco_pkg_paths -f; ';
    case 'folder':
      return '_jaco_pkg_paths -d; ';
    case 'text':
      return '';
  }
}

function lines(all: readonly string[]): string {
  return all.join('\n');
}
