import { Command, CommanderError, Help, Option } from 'commander';
import { toolVersion } from '../version.ts';
import { buildCommand } from './build.ts';
import { catCommand } from './cat.ts';
import { perform } from './command.ts';
import { completionCommand } from './completion/index.ts';
import { diffCommand } from './diff.ts';
import { extractCommand } from './extract.ts';
import { helpCommand } from './help.ts';
import { initCommand } from './init/index.ts';
import { inspectCommand } from './inspect.ts';
import { EXIT, type Io } from './io.ts';
import { lintCommand } from './lint/index.ts';
import { minisignCommand } from './minisign/index.ts';
import { publishCommand } from './publish.ts';
import { releaseCommand } from './release.ts';
import { reportCommand } from './report.ts';
import { schemaCommand } from './schema.ts';
import { upgradeCommand } from './upgrade.ts';
import { asksForJson, assertCommand, usageError } from './usage.ts';
import { verifyCommand } from './verify.ts';

const ABOUT = `Builds Linux packages from nfpm.yaml: no Go, no rpmbuild, no fakeroot.`;

const EXAMPLES = `
Examples:
  jaco-pkg init                                an nfpm.yaml to start from
  jaco-pkg build -p deb                        one package, into this folder
  jaco-pkg build -p deb,rpm,apk -t dist/       several at once; each input is read once
  jaco-pkg build -p all --arch amd64,arm64     every format, for two architectures
  jaco-pkg build -p deb --dry-run              what would be in it, without writing it
  jaco-pkg release                             every package of the tag, with checksums
  jaco-pkg verify dist/release -p key.pub      whether they are as they were released
  jaco-pkg lint                                what is wrong with the packages it makes
  jaco-pkg diff old.deb new.deb                what is different; exits 1 when anything is
  jaco-pkg report dist/ -o report.html         all packages on a page

\`jaco-pkg help COMMAND\` tells more about a command.
Exit status: 0 done, 1 failed, 2 called wrongly, 3 a release that is not to be trusted; of \`diff\`
and \`lint\`, 0 nothing was found, 1 something was, 2 failed.`;

/** In the order of the help text. */
const COMMANDS = {
  build: buildCommand,
  init: initCommand,
  release: releaseCommand,
  publish: publishCommand,
  verify: verifyCommand,
  upgrade: upgradeCommand,
  inspect: inspectCommand,
  extract: extractCommand,
  cat: catCommand,
  diff: diffCommand,
  report: reportCommand,
  lint: lintCommand,
  minisign: minisignCommand,
  schema: schemaCommand,
  completion: completionCommand,
  help: helpCommand,
};

/** Runs one command line. Returns the exit code; throws nothing. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.ok;
  const program = new Command('jaco-pkg')
    .description(ABOUT)
    .option('-V, --version', 'print the version')
    .addOption(new Option('-v', 'as of nfpm').hideHelp())
    .on('option:version', () => sayVersion(io))
    .on('option:v', () => sayVersion(io))
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    // So that a command and one below it can have options of the same name.
    .enablePositionalOptions()
    .addHelpText('after', EXAMPLES)
    .configureHelp({ optionDescription })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // Reported below, as every error is.
      outputError: () => {},
    });
  const done = (result: number) => {
    code = result;
  };
  endByThrowing(program);
  for (const make of commandsFor(args)) program.addCommand(inherit(make(io, done), program));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return perform(io, { ...(asksForJson(args) && { json: true }) }, () => Promise.reject(error));
  }
}

function sayVersion(io: Io): never {
  // Looked up here: that takes as long as all commands do.
  io.stdout.write(`${toolVersion()}\n`);
  throw new CommanderError(EXIT.ok, 'commander.version', 'the version');
}

/** Commands that are about the others. */
const OF_ALL: readonly string[] = ['completion', 'help'];

/** The command that is called, if that is plain: most have no use for the options of the others. */
function commandsFor([name = '']: readonly string[]) {
  const called = Object.entries(COMMANDS).filter(([known]) => known === name);
  const isAlone = called.length > 0 && !OF_ALL.includes(name);
  return (isAlone ? called : Object.entries(COMMANDS)).map(([, make]) => make);
}

/** Gives a command, and those below it, the settings of the program. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent).helpCommand(false);
  endByThrowing(command);
  for (const child of command.commands) inherit(child, command);
  return command;
}

/** For commander to throw what it would end the process with. */
function endByThrowing(command: Command): void {
  command
    .exitOverride((error) => {
      throw isHelp(error) ? error : usageError(error, command);
    })
    .on('beforeHelp', () => assertCommand(command));
}

/** That was asked for, or is shown where a command is missing. */
function isHelp({ code }: CommanderError): boolean {
  return code === 'commander.helpDisplayed' || code === 'commander.help';
}

/**
 * Says which options must be given. Of one that may be given several times, commander would say
 * (default: []).
 */
function optionDescription(option: Option): string {
  const text = new Help().optionDescription(option).replace(/ \(default: \[\]\)$/, '');
  return option.mandatory ? `${text} (required)` : text;
}
