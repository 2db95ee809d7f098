import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { DiffOptions } from '../inspect/diff/index.ts';
import { type Done, perform, repeat } from './command.ts';
import { EXIT, type Io } from './io.ts';
import { LIMIT_HELP, LIMIT_OPTION, limitsOf } from './limits.ts';

const HELP = `
BEFORE and AFTER are packages of any format, or folders of packages, which are paired by format,
name and architecture.

Of packages of one format everything is compared but times. Of two formats, what both have, whatever
they call it: \`1.0~rc1-1\` and \`1.0_rc1-r1\` are one version, amd64 and x86_64 one architecture. What
that leaves out is said at the end.

Exit status: 0 they are the same, 1 they are different, 2 they cannot be read, or the command was
called wrongly.

Examples:
  jaco-pkg diff jaco_1.2.3_amd64.deb jaco_1.3.0_amd64.deb
  jaco-pkg diff jaco_1.3.0_amd64.deb jaco-1.3.0-1.x86_64.rpm
  jaco-pkg diff --brief old/dist new/dist`;

/** As diff(1) and cmp(1) end. */
const DIFFERENT = 1;
const TROUBLE = 2;

interface DiffFlags {
  readonly key: readonly string[];
  readonly brief?: true;
  readonly quiet?: true;
  readonly times?: true;
  readonly limit: readonly string[];
  readonly json?: true;
}

/** `jaco-pkg diff` */
export function diffCommand(io: Io, done: Done): Command {
  return new Command('diff')
    .description('show what is different between two packages, also of two formats')
    .argument('<before>', 'package, or folder of packages')
    .argument('<after>', 'what to compare it with')
    .option('-k, --key <file>', 'public key to verify signatures with', repeat, [])
    .option('-q, --brief', 'name what is different, without showing texts')
    .option('--quiet', 'the same as --brief')
    .option('--times', 'compare times as well')
    .option(...LIMIT_OPTION)
    .option('--json', 'print everything as JSON')
    .addHelpText('after', `${HELP}\n${LIMIT_HELP}`)
    .action(async (before: string, after: string, { quiet, ...given }: DiffFlags) => {
      const flags: DiffFlags = { ...given, ...(quiet && { brief: true }) };
      let code: number = EXIT.ok;
      const failure = await perform(io, flags, async () => {
        code = await diffAction(before, after, flags, io);
      });
      done(failure === EXIT.failed ? TROUBLE : failure || code);
    });
}

async function diffAction(
  before: string,
  after: string,
  flags: DiffFlags,
  io: Io,
): Promise<number> {
  // Only now: a help text does without all that reads packages.
  const { diff } = await import('../inspect/diff/index.ts');
  const { diffFolders } = await import('../inspect/diff/folders.ts');
  const { diffText, foldersText } = await import('./diff/text.ts');
  const { diffJson, foldersJson } = await import('./diff/json.ts');
  const options: DiffOptions = {
    signal: io.signal,
    texts: !flags.brief,
    times: flags.times === true,
    limits: limitsOf(flags.limit),
    ...(flags.key.length > 0 && { keys: flags.key.map((path) => resolve(io.cwd, path)) }),
  };
  const [from, to] = [resolve(io.cwd, before), resolve(io.cwd, after)];
  if ((await isFolder(from)) && (await isFolder(to))) {
    const found = await diffFolders(from, to, options);
    io.stdout.write(flags.json ? foldersJson(found, io) : foldersText(found, flags, io));
    return found.same ? EXIT.ok : DIFFERENT;
  }
  const found = await diff(from, to, options);
  io.stdout.write(flags.json ? diffJson(found, io) : diffText(found, flags, io));
  return found.same ? EXIT.ok : DIFFERENT;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
