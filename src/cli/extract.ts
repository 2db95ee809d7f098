import { resolve } from 'node:path';
import { Command } from 'commander';
import { painter, YELLOW } from './colours.ts';
import { type Done, perform } from './command.ts';
import type { Io } from './io.ts';
import { LIMIT_HELP, LIMIT_OPTION, limitsOf } from './limits.ts';

const HELP = `
The package is read as a whole first. When any of it is damaged, or a path leads out of the folder
or through a link, nothing is written. A folder that is not there yet appears when all is in it.
Files that are there already are never replaced, links below the folder never followed. Devices,
pipes and sockets are left out. Modes and times are the package's; owners and set-user-id bits only
with --owners.

Examples:
  jaco-pkg extract jaco_1.2.3_amd64.deb -C jaco/
  sudo jaco-pkg extract --owners app.rpm -C /srv/root`;

interface ExtractFlags {
  readonly directory: string;
  readonly owners?: true;
  readonly limit: readonly string[];
  readonly quiet?: true;
}

/** `jaco-pkg extract` */
export function extractCommand(io: Io, done: Done): Command {
  return new Command('extract')
    .description('write the files of a package into a folder')
    .argument('<file>', 'package of any format')
    .requiredOption('-C, --directory <folder>', 'where to; made if it is not there')
    .option('--owners', 'give files the owners the package names; needs root')
    .option(...LIMIT_OPTION)
    .option('-q, --quiet', 'print nothing but warnings and errors')
    .addHelpText('after', `${HELP}\n${LIMIT_HELP}`)
    .action(async (file: string, flags: ExtractFlags) =>
      done(await perform(io, {}, () => extractAction(file, flags, io))),
    );
}

async function extractAction(file: string, flags: ExtractFlags, io: Io): Promise<void> {
  const { extract, printable } = await import('../inspect/index.ts');
  const folder = resolve(io.cwd, flags.directory);
  const { written, leftOut } = await extract(resolve(io.cwd, file), folder, {
    owners: flags.owners === true,
    signal: io.signal,
    limits: limitsOf(flags.limit),
  });
  const paint = painter(io.stderr, io.env);
  for (const path of leftOut) {
    io.stderr.write(`${paint('warning:', YELLOW)} ${printable(path)} is no file and is left out\n`);
  }
  if (flags.quiet) return;
  const entries = `${written.length} ${written.length === 1 ? 'entry' : 'entries'}`;
  io.stdout.write(`extracted ${entries} to ${flags.directory}\n`);
}
