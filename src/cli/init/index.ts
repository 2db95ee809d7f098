import { access, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { JacoPkgError, reasonOf, systemCode } from '../../errors.ts';
import { type Done, perform, repeat } from '../command.ts';
import type { Io } from '../io.ts';
import type { Answers } from './answers.ts';
import { askFor, type Given, takeAll } from './ask.ts';
import { defaultsFor } from './defaults.ts';
import { nfpmYaml } from './template.ts';

const HELP = `
On a terminal it asks what the options leave open, and offers what package.json, git and the licence
file say. With --yes, or without a terminal, that is taken.

Examples:
  jaco-pkg init
  jaco-pkg init --yes --name app --description 'does it all' --binary build/app \\
    --maintainer 'Jo Doe <jo@example.com>'`;

interface InitFlags {
  readonly config: string;
  readonly name?: string;
  readonly versionFrom?: string;
  readonly maintainer?: string;
  readonly description?: string;
  readonly homepage?: string;
  readonly license?: string;
  readonly binary: readonly string[];
  readonly yes?: true;
  readonly force?: true;
}

/** `jaco-pkg init` */
export function initCommand(io: Io, done: Done): Command {
  return new Command('init')
    .alias('i')
    .description('write an nfpm.yaml to start from')
    .option('-f, --config <file>', 'file to write', 'nfpm.yaml')
    .option('--name <text>', 'name of the package')
    .option('--version-from <source>', 'git, a variable like $VERSION, or a version')
    .option('--maintainer <text>', 'who maintains it, as Name <email>')
    .option('--description <text>', 'what it is, in a line')
    .option('--homepage <url>', 'web page')
    .option('--license <spdx>', 'licence, as an SPDX expression')
    .option('--binary <file>', 'program to install into /usr/bin; several may be given', repeat, [])
    .option('-y, --yes', 'ask nothing')
    .option('--force', 'overwrite the file')
    .addHelpText('after', HELP)
    .action(async (flags: InitFlags) => {
      done(await perform(io, {}, () => init(flags, io)));
    });
}

async function init(flags: InitFlags, io: Io): Promise<void> {
  const path = resolve(io.cwd, flags.config);
  if (!flags.force && (await exists(path))) throw present(flags.config);
  // Not of the file's own folder: paths in it start from the working directory, too.
  const answered = await answersFor(flags, io, await defaultsFor(io.cwd, io.env));
  const answers = flags.binary.length > 0 ? { ...answered, binaries: flags.binary } : answered;
  await write(path, flags, nfpmYaml(answers));
  const missing = await gone(answers.binaries, io.cwd);
  io.stdout.write(`wrote ${flags.config}\n`);
  if (missing.length > 0) io.stdout.write(`still to be built: ${missing.join(', ')}\n`);
  const config = flags.config === 'nfpm.yaml' ? '' : ` -f ${flags.config}`;
  io.stdout.write(`next: jaco-pkg build${config} -p deb --dry-run\n`);
  const lacking = answers.license === '' ? ', such as the licence' : '';
  io.stdout.write(`then: jaco-pkg lint${config}, which says what is still missing${lacking}\n`);
}

function answersFor(
  flags: InitFlags,
  io: Io,
  defaults: Awaited<ReturnType<typeof defaultsFor>>,
): Promise<Answers> {
  const { name, versionFrom: version, maintainer, description, homepage, license } = flags;
  const binaries = flags.binary.length > 0 ? '' : undefined;
  const all = { name, version, maintainer, description, homepage, license, binaries };
  const given: Given = Object.fromEntries(
    Object.entries(all).filter(([, text]) => text !== undefined),
  );
  if (flags.yes || !io.converse) return takeAll(given, defaults);
  const tell = (line: string) => io.stderr.write(`${line}\n`);
  return io.converse((ask) => askFor(given, defaults, ask, tell));
}

async function write(path: string, { config, force }: InitFlags, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    if (systemCode(cause) === 'EEXIST') throw present(config);
    const message = `${config} cannot be written: ${reasonOf(cause)}`;
    throw new JacoPkgError({ code: 'target_unwritable', message }, { cause });
  }
}

function present(config: string): JacoPkgError {
  return new JacoPkgError({
    code: 'target_unwritable',
    message: `${config} is there already`,
    hint: '--force overwrites it',
  });
}

async function gone(paths: readonly string[], cwd: string): Promise<string[]> {
  const found = await Promise.all(paths.map((path) => exists(resolve(cwd, path))));
  return paths.filter((_, i) => !found[i]);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
