import { resolve } from 'node:path';
import { Command } from 'commander';
import { JacoPkgError } from '../errors.ts';
import type { Target, Trust, UpgradeOptions, UpgradeResult } from '../upgrade/index.ts';
import { type Done, perform, repeat } from './command.ts';
import type { Io } from './io.ts';
import { jsonText, shortPath } from './messages.ts';

const HELP = `
BASE is the folder of a release, or its file:, https: or http: address. The signature over its
SHA256SUMS and the SHA-256 of the tarball for this machine are verified before anything is touched.
Then all targets are replaced, or none; an upgrade that was interrupted is ended by the next one.

The tarball is NAME-vVERSION-PLATFORM-ARCH.tar.gz; one that is called otherwise is not found. A
target PATH is replaced by the file of its name in there; PATH=MEMBER by another:
-t /usr/local/bin/jaco=usr/bin/jaco
When a release brings a new key in its release-pubkey.txt, the file of -p gets it, together with the
targets, and the key before is not trusted any more.

Exit status: 0 upgraded, or nothing to do; 3 the release is not to be trusted
(error code upgrade_verification_failed).

Example:
  jaco-pkg upgrade https://example.com/jaco/latest -p /etc/jaco/release-pubkey.txt \\
    -t /usr/local/bin/jaco -t /usr/local/bin/jacod`;

interface UpgradeFlags {
  readonly target: readonly string[];
  readonly pubkey?: string;
  readonly publicKey: readonly string[];
  readonly installed?: string;
  readonly product?: string;
  readonly platform?: string;
  readonly arch?: string;
  readonly allowDowngrade?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/** `jaco-pkg upgrade` */
export function upgradeCommand(io: Io, done: Done): Command {
  return new Command('upgrade')
    .description('replace installed programs by those of a signed release')
    .argument('<base>', 'folder or address of the release')
    .option('-t, --target <path[=member]>', 'installed file to replace; repeatable', repeat, [])
    .option('-p, --pubkey <file>', 'file of the public keys to trust')
    .option('-P, --public-key <key>', 'public key to trust, in place of a file', repeat, [])
    .option('--installed <version>', 'what is installed (default: what TARGET --version says)')
    .option('--product <name>', 'name of the tarball (default: that of the first target)')
    .option('--platform <name>', 'linux or darwin (default: this one)')
    .option('--arch <name>', 'amd64, arm64 ... (default: this one)')
    .option('--allow-downgrade', 'also take a release that is older')
    .option('--json', 'print the result as JSON')
    .option('-q, --quiet', 'print nothing but errors')
    .addHelpText('after', HELP)
    .action(async (base: string, flags: UpgradeFlags) =>
      done(await perform(io, flags, () => upgradeAction(base, flags, io))),
    );
}

async function upgradeAction(base: string, flags: UpgradeFlags, io: Io): Promise<void> {
  const { askVersion, upgrade } = await import('../upgrade/index.ts');
  const [first, ...more] = flags.target.map(targetOf);
  if (!first) throw usage('no target is given', 'name each installed file with -t');
  const { installed = () => askVersion(resolve(io.cwd, first.path)) } = flags;
  const result = await upgrade({
    base,
    trust: trustOf(flags),
    targets: [first, ...more],
    installed,
    product: productOf(flags),
    allowDowngrade: flags.allowDowngrade ?? false,
    env: io.env,
    cwd: io.cwd,
    signal: io.signal,
  });
  if (flags.json) io.stdout.write(jsonText(await resultJson(result)));
  else if (!flags.quiet) io.stdout.write(summary(result, flags, io));
}

/** `PATH` or `PATH=MEMBER`. */
function targetOf(text: string): Target {
  const at = text.indexOf('=');
  return at < 0 ? { path: text } : { path: text.slice(0, at), member: text.slice(at + 1) };
}

function trustOf({ pubkey, publicKey: [first, ...more] }: UpgradeFlags): Trust {
  if (pubkey !== undefined && first === undefined) return { keyFile: pubkey };
  if (pubkey === undefined && first !== undefined) return { keys: [first, ...more] };
  const hint = 'name the file of the keys with -p, or a key itself with -P';
  throw usage(pubkey ? 'both -p and -P are given' : 'no public key is given', hint);
}

function productOf({ product, platform, arch }: UpgradeFlags): UpgradeOptions['product'] & object {
  return {
    ...(product !== undefined && { name: product }),
    ...(platform !== undefined && { platform }),
    ...(arch !== undefined && { arch }),
  };
}

async function resultJson({ newKeys, ...result }: UpgradeResult) {
  const { publicKeyLine } = await import('../minisign/index.ts');
  return { ...result, ...(newKeys && { newKeys: newKeys.map(publicKeyLine) }) };
}

function summary(result: UpgradeResult, { pubkey }: UpgradeFlags, io: Io): string {
  const { outcome, from = 'an unknown version', to, artifact, keyId, replaced, newKeys } = result;
  const ended = result.recovered.map(
    ({ ending, to: version }) => `An interrupted upgrade to ${version} was ${ending}.`,
  );
  const files = replaced.map(({ path }) => `  ${shortPath(path, io.cwd)}`);
  const keys = newKeys?.map((key) => key.keyId).join(', ');
  const who = pubkey ? `${pubkey} trusts now` : 'trust for later releases, in place of the old';
  return [
    ...ended,
    outcome === 'upgraded'
      ? `Upgraded from ${from} to ${to}: ${artifact}, signed by key ${keyId}`
      : `${to} is installed already: ${artifact}, signed by key ${keyId}`,
    ...files,
    ...(keys ? [`The release brings a new key; ${who}: ${keys}`] : []),
    '',
  ].join('\n');
}

function usage(message: string, hint: string): JacoPkgError {
  return new JacoPkgError({ code: 'usage', message, hint });
}
