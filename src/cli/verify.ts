import { Command } from 'commander';
import type { VerifiedFile, VerifiedRelease } from '../release/verify.ts';
import { type Done, perform, repeat } from './command.ts';
import type { Io } from './io.ts';
import { type PublicKeyFlags, publicKeys } from './keys.ts';
import { jsonText } from './messages.ts';

const HELP = `
PLACE is the folder of a release, its file:, http: or https: address, or one artifact beside its
SHA256SUMS. The signature over SHA256SUMS is verified first, then every file, and in a folder that
there are no others. Nothing of the release is trusted before: take the public key from elsewhere.

Exit status: 0 all is as it was released, 3 it is not, or not known to be
(error code upgrade_verification_failed).

Examples:
  jaco-pkg verify dist/release -p release-pubkey.txt
  jaco-pkg verify https://example.com/jaco/v1.2.3 -P RWQ...
  jaco-pkg verify jaco_1.2.3_amd64.deb -p release-pubkey.txt`;

interface VerifyFlags extends PublicKeyFlags {
  readonly json?: true;
  readonly quiet?: true;
}

/** `jaco-pkg verify` */
export function verifyCommand(io: Io, done: Done): Command {
  return new Command('verify')
    .description('verify a release against a public key')
    .argument('<place>', 'folder, address or artifact')
    .option('-p, --pubkey <file>', 'public key file; several may be trusted', repeat, [])
    .option('-P, --public-key <key>', 'public key itself', repeat, [])
    .option('--json', 'print the result as JSON')
    .option('-q, --quiet', 'print nothing but errors')
    .addHelpText('after', HELP)
    .action(async (place: string, flags: VerifyFlags) =>
      done(await perform(io, flags, () => verifyAction(place, flags, io))),
    );
}

async function verifyAction(place: string, flags: VerifyFlags, io: Io): Promise<void> {
  // Not the whole room: verifying needs nothing of what makes releases.
  const { verifyRelease } = await import('../release/verify.ts');
  const keys = await publicKeys(flags, io);
  const says = !flags.quiet && !flags.json;
  const onFile = ({ name }: VerifiedFile) => says && io.stdout.write(`${name}: OK\n`);
  const { env, cwd, signal } = io;
  const verified = await verifyRelease(place, { keys, env, cwd, signal, onFile });
  if (flags.json) io.stdout.write(jsonText(verifiedJson(verified)));
  if (says) io.stdout.write(summary(verified));
}

function verifiedJson({ base, key, trustedComment, files, isAll }: VerifiedRelease) {
  return { base, keyId: key.keyId, trustedComment, files, isAll };
}

function summary({ key, trustedComment, files, isAll }: VerifiedRelease): string {
  const count = `${files.length} file${files.length === 1 ? '' : 's'}`;
  const others = isAll ? ', and nothing else lies there' : '';
  return `Verified ${count}, signed by key ${key.keyId}${others}\nTrusted comment: ${trustedComment}\n`;
}
