import { resolve } from 'node:path';
import { Command } from 'commander';
import { humanSize } from '../inspect/human-size.ts';
import { type Done, perform, repeat } from './command.ts';
import type { Io } from './io.ts';
import { LIMIT_HELP, LIMIT_OPTION, limitsOf } from './limits.ts';

const HELP = `
The page shows where the bytes are, what grew since the previous version, metadata, scripts,
signatures and every file with its checksum. It is one file that loads nothing, to be kept with a
release or sent around.

Examples:
  jaco-pkg report jaco_1.3.0_amd64.deb -o report.html
  jaco-pkg report dist/ --previous dist-1.2.0/ -o report.html`;

interface ReportFlags {
  readonly output: string;
  readonly previous?: string;
  readonly key: readonly string[];
  readonly limit: readonly string[];
  readonly quiet?: true;
}

/** `jaco-pkg report` */
export function reportCommand(io: Io, done: Done): Command {
  return new Command('report')
    .description('write a page about a package, or about all in a folder')
    .argument('<package>', 'package, or folder of packages')
    .requiredOption('-o, --output <file>', 'HTML file to write')
    .option('--previous <package>', 'package, or folder of packages, of the version before')
    .option('-k, --key <file>', 'public key to verify signatures with', repeat, [])
    .option(...LIMIT_OPTION)
    .option('-q, --quiet', 'print nothing but errors')
    .addHelpText('after', `${HELP}\n${LIMIT_HELP}`)
    .action(async (path: string, flags: ReportFlags) =>
      done(await perform(io, {}, () => reportAction(path, flags, io))),
    );
}

async function reportAction(path: string, flags: ReportFlags, io: Io): Promise<void> {
  // Only now: a help text does without all that reads packages.
  const { writeReport } = await import('../report/index.ts');
  const { size } = await writeReport(resolve(io.cwd, path), resolve(io.cwd, flags.output), {
    signal: io.signal,
    limits: limitsOf(flags.limit),
    ...(flags.previous !== undefined && { previous: resolve(io.cwd, flags.previous) }),
    ...(flags.key.length > 0 && { keys: flags.key.map((key) => resolve(io.cwd, key)) }),
  });
  if (flags.quiet) return;
  io.stdout.write(`wrote ${flags.output} (${humanSize(size)})\n`);
}
