import { Command } from 'commander';
import { JacoPkgError } from '../errors.ts';
import type { PublishedAsset } from '../publish/index.ts';
import { type Done, perform } from './command.ts';
import type { Io } from './io.ts';
import { jsonText } from './messages.ts';

const HELP = `
The folder is verified against its SHA256SUMS first. The release of the tag is made as a draft, or
the draft that is there brought up to date: files that are the same stay, others are replaced, what
broke off is sent again. A release that is published is left alone. Publish the draft on GitHub.
The tag must be the one that the release was made of, where its provenance tells.

--dry-run asks GitHub what is there already, so it needs the network and a token, too.

Variables of the environment:
  GITHUB_TOKEN, GH_TOKEN  token that may write contents; there is no option for it, since others
                          can see the arguments of a command
  GITHUB_REPOSITORY       OWNER/NAME, where --repo is not given
  GITHUB_REF_NAME         the tag, where --tag is not given, if GITHUB_REF_TYPE is tag
  GITHUB_API_URL          address of the API, where --api-url is not given

Examples:
  jaco-pkg publish github --repo jaco/jaco --tag v1.4.0
  jaco-pkg publish github dist/release --notes NOTES.md --dry-run`;

interface PublishFlags {
  readonly repo?: string;
  readonly tag?: string;
  readonly apiUrl?: string;
  readonly notes?: string;
  readonly dryRun?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/** `jaco-pkg publish github` */
export function publishCommand(io: Io, done: Done): Command {
  const github = new Command('github')
    .description('create or update the draft release of a tag on GitHub')
    .argument('[folder]', 'folder of the release', 'dist/release')
    .option('--repo <name>', 'repository, as OWNER/NAME')
    .option('--tag <name>', 'tag of the release')
    .option('--api-url <url>', "address of GitHub's API (default: https://api.github.com)")
    .option('--notes <file>', 'release notes')
    .option('-n, --dry-run', 'say what would be uploaded; change nothing')
    .option('--json', 'print the result as JSON')
    .option('-q, --quiet', 'print nothing but errors')
    .addHelpText('after', HELP)
    .action(async (folder: string, flags: PublishFlags) =>
      done(await perform(io, flags, () => publishAction(folder, flags, io))),
    );
  return new Command('publish').description('upload a release').addCommand(github);
}

async function publishAction(folder: string, flags: PublishFlags, io: Io): Promise<void> {
  const { publishGithub } = await import('../publish/index.ts');
  const { env, cwd, signal } = io;
  const apiUrl = flags.apiUrl ?? (env['GITHUB_API_URL'] || undefined);
  const says = !flags.json && !flags.quiet;
  const result = await publishGithub(folder, {
    repository: flags.repo ?? required(env['GITHUB_REPOSITORY'], '--repo', 'GITHUB_REPOSITORY'),
    tag: flags.tag ?? required(tagOf(env), '--tag', 'GITHUB_REF_NAME'),
    token: tokenOf(env),
    cwd,
    signal,
    ...(apiUrl !== undefined && { apiUrl }),
    ...(flags.notes !== undefined && { notes: flags.notes }),
    ...(flags.dryRun && { dryRun: true }),
    ...(says && { onFile: (asset: PublishedAsset) => io.stdout.write(line(asset, flags)) }),
  });
  if (flags.json) io.stdout.write(jsonText(result));
  if (!says) return;
  for (const name of result.others) io.stdout.write(row('other', name, flags));
  const what = flags.dryRun ? 'Would make the draft' : 'Draft';
  io.stdout.write(`${what} of ${result.tag}${result.url ? `: ${result.url}` : ''}\n`);
}

const WOULD = { uploaded: 'would upload', kept: 'would keep', replaced: 'would replace' } as const;

function line({ action, name }: PublishedAsset, flags: PublishFlags): string {
  return row(flags.dryRun ? WOULD[action] : action, name, flags);
}

function row(what: string, name: string, { dryRun }: PublishFlags): string {
  return `${what.padEnd((dryRun ? WOULD.replaced : 'uploaded').length)}  ${name}\n`;
}

function tagOf(env: Io['env']): string | undefined {
  return env['GITHUB_REF_TYPE'] === 'tag' ? env['GITHUB_REF_NAME'] : undefined;
}

function tokenOf(env: Io['env']): string {
  const token = (env['GITHUB_TOKEN'] || env['GH_TOKEN'] || '').trim();
  if (token !== '') return token;
  const hint = 'set GITHUB_TOKEN or GH_TOKEN';
  throw new JacoPkgError({ code: 'usage', message: 'there is no token for GitHub', hint });
}

function required(value: string | undefined, option: string, variable: string): string {
  if (value) return value;
  const message = `${option} is missing, and ${variable} does not tell`;
  throw new JacoPkgError({ code: 'usage', message });
}
