import { Command } from 'commander';
import { type Done, perform } from '../command.ts';
import type { Io } from '../io.ts';
import { signingKey } from '../keys.ts';
import { jsonText } from '../messages.ts';
import { resultJson, resultText } from './show.ts';

const HELP = `
Each folder has a part that \`jaco-pkg release --only\` made, anywhere. Together they must be all of
one release: of one commit, with the same settings and the same version of jaco-pkg. What comes
out has the same bytes as a release made in a single run.`;

interface MergeFlags {
  readonly target?: string;
  readonly clean?: true;
  readonly minisignKey?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** `jaco-pkg release merge` */
export function mergeCommand(io: Io, done: Done): Command {
  return new Command('merge')
    .description('make one release of parts')
    .argument('<folders...>', 'folders of the parts')
    .option('-t, --target <folder>', 'folder for the release (default: dist/release)')
    .option('--clean', 'remove files of an earlier release from the target')
    .option('--minisign-key <key>', 'secret key that signs SHA256SUMS: its file, or its text')
    .option('--json', 'print the result as JSON')
    .option('-q, --quiet', 'print nothing but errors')
    .addHelpText('after', HELP)
    .action(async (folders: string[], flags: MergeFlags) =>
      done(await perform(io, flags, () => mergeAction(folders, flags, io))),
    );
}

async function mergeAction(folders: string[], flags: MergeFlags, io: Io): Promise<void> {
  const { mergeRelease } = await import('../../release/index.ts');
  const key = await signingKey(flags.minisignKey, io);
  const result = await mergeRelease(folders, {
    ...(flags.target !== undefined && { target: flags.target }),
    ...(flags.clean && { clean: true }),
    ...(key && { key }),
    cwd: io.cwd,
    signal: io.signal,
  });
  if (flags.json) io.stdout.write(jsonText(resultJson(result)));
  else if (!flags.quiet) io.stdout.write(resultText(result, io.cwd));
}
