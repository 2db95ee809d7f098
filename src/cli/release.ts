import { Command } from 'commander';
import { JacoPkgError } from '../errors.ts';
import type { ReleasePlanOptions } from '../release/index.ts';
import { addCacheOptions, CACHE_HELP, type CacheFlags, cacheOf } from './cache.ts';
import { collect, type Done, perform } from './command.ts';
import type { Io } from './io.ts';
import { signingKey } from './keys.ts';
import { jsonText, reportWarnings } from './messages.ts';
import { progressLine } from './progress.ts';
import { mergeCommand } from './release/merge.ts';
import { planJson, planText, resultJson, resultText } from './release/show.ts';

const HELP = `
Targets, formats, names and further files are those of \`release\` in jaco-pkg.yaml. The version is
the tag of the commit, the time that of the commit: the same commit gives the same bytes. Either
the whole release appears in the target, or nothing. SHA256SUMS lists every file of it, also the
SBOM (SPDX) and the provenance (SLSA).

A part of a release, for one of several machines:
  --only takes platforms, architectures, formats, names of packages or files, joined by / where
  all must fit; what it makes is for \`jaco-pkg release merge\`.

Variables of the environment:
  MINISIGN_KEY        secret key, as the path of its file or as its text, where --minisign-key is
                      not given; without either, the release is not signed
  MINISIGN_PASSWORD   its password; when unset or empty, it is asked for
  SOURCE_DATE_EPOCH   time of everything, in place of that of the commit

Exit status: 0 the release is made, 1 it is not, and nothing is changed, 2 the command was called
wrongly.

Examples:
  jaco-pkg release                    the release of the tag, into dist/release
  jaco-pkg release --dry-run          what would be in it
  jaco-pkg release --only linux/arm64 -t dist/part-arm64
                                      a part of it, into a folder that git ignores
  jaco-pkg release merge dist/part-*  all parts together`;

interface ReleaseFlags extends CacheFlags {
  readonly config: string;
  readonly extensions?: string;
  readonly target?: string;
  readonly only: readonly string[];
  readonly tag?: string;
  readonly snapshot?: true;
  readonly allowDirty?: true;
  readonly clean?: true;
  readonly minisignKey?: string;
  readonly lint?: true;
  readonly strict?: true;
  readonly dryRun?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/** `jaco-pkg release` and `jaco-pkg release merge` */
export function releaseCommand(io: Io, done: Done): Command {
  const command = new Command('release')
    .description('make a release: all packages, checksums, signature, SBOM, provenance')
    .option('-f, --config <file>', 'configuration', 'nfpm.yaml')
    .option('-x, --extensions <file>', 'jaco-pkg.yaml in place of the one beside the configuration')
    .option('-t, --target <folder>', 'folder for the release (default: dist/release)')
    .option('--only <names>', 'make a part of the release', collect, [])
    .option('--tag <name>', 'which tag of the commit, if it has several')
    .option('--snapshot', 'take any commit, with or without a tag or changes')
    .option('--allow-dirty', 'take uncommitted changes')
    .option('--clean', 'remove files of an earlier release from the target')
    .option('--minisign-key <key>', 'secret key that signs SHA256SUMS: its file, or its text')
    .option('--lint', 'judge the packages as jaco-pkg lint does; make no release with errors')
    .option('--strict', 'the same, and none with warnings')
    .option('-n, --dry-run', 'show the release; write nothing')
    .option('--json', 'print the result as JSON')
    .option('-q, --quiet', 'print nothing but warnings and errors')
    .addHelpText('after', HELP + CACHE_HELP)
    .addCommand(mergeCommand(io, done))
    .action(async (flags: ReleaseFlags) =>
      done(await perform(io, flags, () => releaseAction(flags, io))),
    );
  return addCacheOptions(command);
}

async function releaseAction(flags: ReleaseFlags, io: Io): Promise<void> {
  const { planRelease, release } = await import('../release/index.ts');
  const options = optionsOf(flags, io);
  const cache = cacheOf(flags, io);
  if (flags.dryRun) {
    const plan = await planRelease(options);
    reportWarnings(plan.warnings, io);
    const isSigned = (flags.minisignKey ?? io.env['MINISIGN_KEY'] ?? '') !== '';
    print(
      flags,
      io,
      () => planJson(plan, isSigned),
      () => planText(plan, isSigned, io.cwd),
    );
    return;
  }
  const key = await keyFor(flags, io);
  const progress = progressLine(io, flags);
  const result = await release({
    ...options,
    ...(key && { key }),
    ...(flags.clean && { clean: true }),
    lint: flags.strict ? 'strict' : flags.lint && 'errors',
    ...cache,
    signal: io.signal,
    onProgress: progress.show,
  }).finally(progress.clear);
  reportWarnings(result.warnings, io);
  print(
    flags,
    io,
    () => resultJson(result),
    () => resultText(result, io.cwd),
  );
}

/** Undefined for none, and for a part: what is signed is the list of the whole. */
async function keyFor({ only, minisignKey }: ReleaseFlags, io: Io) {
  if (only.length === 0) return signingKey(minisignKey, io);
  if (minisignKey === undefined) return undefined;
  const hint = 'give the key to release merge';
  throw new JacoPkgError({ code: 'usage', message: 'a part of a release is not signed', hint });
}

function optionsOf(flags: ReleaseFlags, io: Io): ReleasePlanOptions {
  const { config, extensions, target, only, tag, snapshot, allowDirty } = flags;
  return {
    config,
    only,
    env: io.env,
    cwd: io.cwd,
    ...(extensions !== undefined && { extensions }),
    ...(target !== undefined && { target }),
    ...(tag !== undefined && { tag }),
    ...(snapshot && { snapshot }),
    ...(allowDirty && { allowDirty }),
  };
}

function print(
  { json, quiet }: Pick<ReleaseFlags, 'json' | 'quiet'>,
  io: Io,
  asJson: () => unknown,
  asText: () => string,
): void {
  if (json) io.stdout.write(jsonText(asJson()));
  else if (!quiet) io.stdout.write(asText());
}
