import { Command } from 'commander';
import type { Artifact, Plan, PlanOptions } from '../index.ts';
import { addCacheOptions, CACHE_HELP, type CacheFlags, cacheOf } from './cache.ts';
import { collect, type Done, perform } from './command.ts';
import type { Io } from './io.ts';
import { humanSize, jsonText, reportWarnings, shortPath } from './messages.ts';
import { planJson, planText } from './plan.ts';
import { progressLine } from './progress.ts';

const HELP = `
Formats:
  apk archlinux deb ipk msix rpm srpm tarball
  Several as -p deb,rpm or -p deb -p rpm; all is every one that the configuration says enough for.

Target:
  A folder gets each package under its format's conventional name; for a single package it may
  be a file, whose ending then also names the format when -p is left out. What is not there is
  made: a folder if it ends in a slash or there are several packages. Several packages need a
  folder: out.deb is refused for them, and out.deb/ is not.

Variables in nfpm.yaml:
  PACKAGE_PLATFORM, PACKAGE_ARCH and PACKAGE_VERSION, when unset, are linux, amd64 and the version
  from \`git describe\`.
  SOURCE_DATE_EPOCH sets the time of everything in the package.

Passphrases of signing keys:
  NFPM_DEB_PASSPHRASE and so on by format, else NFPM_PASSPHRASE.`;

const EXAMPLES = `

Exit status: 0 all packages are built, 1 none is, 2 the command was called wrongly.

Examples:
  jaco-pkg build -p deb                            one package, into this folder
  jaco-pkg build -t dist/lamp.rpm                  one package, as this file
  jaco-pkg build -p deb,rpm,apk -t dist/           several, into a folder
  jaco-pkg build -p all -a amd64,arm64 -t dist/    every format, for two architectures
  jaco-pkg build -p deb --dry-run                  what would be in it; nothing is written
  jaco-pkg build -p deb --strict                   none, where lint finds errors or warnings`;

interface BuildFlags extends CacheFlags {
  readonly config: string;
  readonly extensions?: string;
  readonly packager: readonly string[];
  readonly target?: string;
  readonly arch: readonly string[];
  readonly lint?: true;
  readonly strict?: true;
  readonly dryRun?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/** `jaco-pkg build`; nfpm's `package`, `pkg` and `p` are the same. */
export function buildCommand(io: Io, done: Done): Command {
  const command = new Command('build')
    .aliases(['package', 'pkg', 'p'])
    .description('build packages')
    .option('-f, --config <file>', 'configuration; - is standard input', attached, 'nfpm.yaml')
    .option('-x, --extensions <file>', 'jaco-pkg.yaml in place of the one beside the configuration')
    .option('-p, --packager <names>', 'formats to build, or all', packagerNames, [])
    .option('-t, --target <path>', 'folder, or file for a single package (default: here)', attached)
    .option('-a, --arch <names>', 'architectures in place of the configured one', attachedList, [])
    .option('--lint', 'judge the packages as jaco-pkg lint does; write none with errors')
    .option('--strict', 'the same, and none with warnings')
    .option('-n, --dry-run', 'show the plan; write nothing')
    .option('--json', 'print the result as JSON')
    .option('-q, --quiet', 'print nothing but warnings and errors')
    .addHelpText('after', HELP + CACHE_HELP + EXAMPLES)
    .action(async (flags: BuildFlags) => done(await perform(io, flags, () => runBuild(flags, io))));
  return addCacheOptions(command);
}

async function runBuild(flags: BuildFlags, io: Io): Promise<void> {
  const { build, plan, packagersFor } = await import('../index.ts');
  const cache = cacheOf(flags, io);
  const options: PlanOptions = {
    config: flags.config,
    ...(flags.extensions !== undefined && { extensions: flags.extensions }),
    packagers: packagersFor(flags.packager, flags.target),
    ...(flags.arch.length > 0 && { arch: flags.arch }),
    ...(flags.target !== undefined && { target: flags.target }),
    env: io.env,
    cwd: io.cwd,
  };
  if (flags.dryRun) {
    const planned = await plan(options);
    reportWarnings(planned.warnings, io);
    showPlan(planned, flags, io);
    return;
  }
  const progress = progressLine(io, flags);
  const result = await build({
    ...options,
    ...cache,
    lint: flags.strict ? 'strict' : flags.lint && 'errors',
    // Shown only there, and for a few dozen megabytes a fortieth of the time.
    checksums: flags.json === true,
    signal: io.signal,
    onProgress: progress.show,
  }).finally(progress.clear);
  reportWarnings(result.warnings, io);
  showArtifacts(result.artifacts, result.warnings, flags, io);
}

function showPlan(planned: Plan, flags: BuildFlags, io: Io): void {
  if (flags.json) io.stdout.write(jsonText(planJson(planned)));
  else if (!flags.quiet) io.stdout.write(planText(planned, io.cwd));
}

function showArtifacts(
  artifacts: readonly Artifact[],
  warnings: Plan['warnings'],
  flags: BuildFlags,
  io: Io,
): void {
  if (flags.json) {
    io.stdout.write(jsonText({ artifacts, warnings }));
    return;
  }
  if (flags.quiet) return;
  for (const { path, size } of artifacts.flatMap((made) => [made, ...made.companions])) {
    io.stdout.write(`built ${shortPath(path, io.cwd)} (${humanSize(size)})\n`);
  }
}

/** nfpm takes `-p=deb` for `-p deb`, where commander leaves the equals sign in the value. */
function attached(value: string): string {
  return value.replace(/^=/, '');
}

/** nfpm takes an empty name for none. */
function packagerNames(value: string, before: readonly string[]): string[] {
  return attached(value) === '' ? [...before] : attachedList(value, before);
}

function attachedList(value: string, before: readonly string[]): string[] {
  return collect(attached(value), before);
}
