import { type CommandSpec, everyCommand, type OptionSpec, type Values } from './spec.ts';

/** Completion for zsh, by zshcompsys(1): a function for each command. */
export function zshCompletion(program: CommandSpec): string {
  const [name = ''] = program.names;
  return `#compdef ${name}
# zsh completion for ${name}

${everyCommand(program).filter(takesMore).map(commandFunction).join('\n')}
if [ "$funcstack[1]" = "_jaco_pkg" ]; then
  _jaco_pkg "$@"
else
  compdef _jaco_pkg ${name}
fi
`;
}

/** Whether anything can follow a command, so that there is a function for it. */
function takesMore({ options, commands, values }: CommandSpec): boolean {
  return options.length > 0 || commands.length > 0 || values.kind !== 'text';
}

function commandFunction(command: CommandSpec): string {
  const options = command.options.flatMap(optionSpecs);
  const last = command.commands.length > 0 ? SUBCOMMANDS : argumentSpecs(command.values);
  const specs = [...options, ...last].map((spec) => `    ${spec}`).join(' \\\n');
  const body = `  _arguments -s -S -C \\\n${specs}\n`;
  const subcommands = command.commands.length > 0 ? dispatch(command) : '';
  return `${functionName(command)}() {\n  local curcontext="$curcontext" state line\n  typeset -A opt_args\n${body}${subcommands}}\n`;
}

const SUBCOMMANDS = ["'1: :->command'", "'*:: :->rest'"];

function dispatch({ commands }: CommandSpec): string {
  const described = commands.map(({ names: [name = ''], description }) => {
    return `        ${quoted(`${name}:${description}`)}`;
  });
  const cases = commands.filter(takesMore).map((child) => {
    return `        ${child.names.join(' | ')}) ${functionName(child)} ;;`;
  });
  return `  case $state in
    command)
      local -a commands=(
${described.join('\n')}
      )
      _describe command commands
      ;;
    rest)
      case $line[1] in
${cases.join('\n')}
      esac
      ;;
  esac
`;
}

/** One for each flag; the star lets it come several times. */
function optionSpecs({ flags, description, values }: OptionSpec): string[] {
  const text = `[${description.replace(/[\\[\]]/g, '\\$&')}]`;
  return flags.map((flag) => {
    if (!values) return quoted(`*${flag}${text}`);
    const equals = flag.startsWith('--') ? '=' : '';
    return quoted(`*${flag}${equals}${text}:value:${completing(values)}`);
  });
}

function argumentSpecs(values: Values): string[] {
  return values.kind === 'text' ? [] : [quoted(`*:value:${completing(values)}`)];
}

function completing(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `(${values.words.join(' ')})`;
    case 'list':
      return `_sequence compadd - ${values.words.join(' ')}`;
    case 'file':
      return '_files';
    case 'folder':
      return '_files -/';
    case 'text':
      return ' ';
  }
}

function functionName({ path }: CommandSpec): string {
  return ['_jaco_pkg', ...path.map((name) => name.replaceAll('-', '_'))].join('_');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
