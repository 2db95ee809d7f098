import { Command } from 'commander';
import { JacoPkgError } from '../../errors.ts';
import type { LintReport } from '../../index.ts';
import { collect, type Done, perform } from '../command.ts';
import { EXIT, type Io } from '../io.ts';
import { jsonText, reportFailure, reportWarnings } from '../messages.ts';
import { listText, rulesJson, ruleText } from './rules.ts';
import { reportJson, reportText } from './show.ts';

const HELP = `
FILE is a package of any format, by any maker, or a folder of packages. Without one, the
configuration is judged, as the packages that would be built from it; each finding then tells the
line to change.

To pass over a finding, list it in lint.allow of the jaco-pkg.yaml beside the configuration, with
a reason. docs/lint-rules.md has all rules, --explain tells about one.

Exit status: 0 nothing that fails, 1 errors were found (with --strict: or warnings), 2 something
cannot be read or built, or the command was called wrongly.

Examples:
  jaco-pkg lint                                  nfpm.yaml, for the formats of releases, or all
  jaco-pkg lint -p deb,rpm --strict              for these two; warnings fail as well
  jaco-pkg lint app.deb app.rpm                  packages
  jaco-pkg lint dist/                            all in a folder
  jaco-pkg lint --explain unit-exec-missing      why, and what to do about it`;

/** As diff has it: found something, and could not look. */
const FOUND = 1;
const TROUBLE = 2;

interface LintFlags {
  readonly config: string;
  readonly extensions?: string;
  readonly packager: readonly string[];
  readonly arch: readonly string[];
  readonly strict?: true;
  readonly info?: true;
  readonly explain?: string;
  readonly list?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/** `jaco-pkg lint` */
export function lintCommand(io: Io, done: Done): Command {
  return new Command('lint')
    .description('find what is wrong with packages, built or not')
    .argument('[files...]', 'packages, or folders of them, in place of the configuration')
    .option('-f, --config <file>', 'configuration; - is standard input', 'nfpm.yaml')
    .option('-x, --extensions <file>', 'jaco-pkg.yaml in place of the one beside the configuration')
    .option('-p, --packager <names>', 'formats, or all (default: those of releases)', collect, [])
    .option('-a, --arch <names>', 'architectures in place of the configured one', collect, [])
    .option('--strict', 'fail for warnings as well')
    .option('--info', 'tell what is only worth a look, too')
    .option('--explain <rule>', 'tell why there is a rule, and what to do')
    .option('--list', 'list the rules')
    .option('--json', 'print the result as JSON')
    .option('-q, --quiet', 'print nothing but findings')
    .addHelpText('after', HELP)
    .action(async (files: readonly string[], flags: LintFlags) => {
      let code: number = EXIT.ok;
      const failure = await perform(io, flags, async () => {
        if (flags.explain !== undefined) io.stdout.write(await ruleText(flags.explain, io));
        else if (flags.list) io.stdout.write(flags.json ? await rulesJson() : await listText());
        else code = await lintAction(files, flags, io);
      });
      done(failure === EXIT.failed ? TROUBLE : failure || code);
    });
}

async function lintAction(files: readonly string[], flags: LintFlags, io: Io): Promise<number> {
  const { lint, packagersFor } = await import('../../index.ts');
  const report = await lint({
    files,
    config: flags.config,
    ...(flags.extensions !== undefined && { extensions: flags.extensions }),
    ...(flags.packager.length > 0 && { packagers: packagersFor(flags.packager, undefined) }),
    ...(flags.arch.length > 0 && { arch: flags.arch }),
    env: io.env,
    cwd: io.cwd,
    now: io.now(),
    signal: io.signal,
  });
  reportWarnings(report.warnings, io);
  io.stdout.write(flags.json ? jsonText(reportJson(report)) : reportText(report, flags, io));
  for (const problem of report.problems) reportFailure(new JacoPkgError(problem), io);
  if (report.problems.length > 0) return TROUBLE;
  return fails(report, flags.strict === true) ? FOUND : EXIT.ok;
}

function fails({ findings }: LintReport, strict: boolean): boolean {
  return findings.some(({ severity }) => {
    return severity === 'error' || (strict && severity === 'warning');
  });
}
