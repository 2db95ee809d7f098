import { resolve } from 'node:path';
import { Command } from 'commander';
import { type Done, perform, repeat } from '../command.ts';
import type { Io } from '../io.ts';
import { type PublicKeyFlags, publicKeys } from '../keys.ts';
import { jsonText } from '../messages.ts';
import { PUBLIC_KEY_FILE } from './files.ts';

interface VerifyFlags extends PublicKeyFlags {
  readonly signature?: string;
  readonly requirePrehashed?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/** `jaco-pkg minisign verify` */
export function verifyCommand(io: Io, done: Done): Command {
  return new Command('verify')
    .description('verify the signature of a file')
    .argument('<file>', 'file that was signed')
    .option(
      '-p, --pubkey <file>',
      `public key file; several may be trusted (default: ${PUBLIC_KEY_FILE})`,
      repeat,
      [],
    )
    .option('-P, --public-key <key>', 'public key itself', repeat, [])
    .option('-x, --signature <file>', 'signature file (default: the name and .minisig)')
    .option('-H, --require-prehashed', 'refuse legacy signatures')
    .option('--json', 'print the result as JSON')
    .option('-q, --quiet', 'print nothing but errors')
    .action(async (file: string, flags: VerifyFlags) =>
      done(await perform(io, flags, () => verifyAction(file, flags, io))),
    );
}

async function verifyAction(file: string, flags: VerifyFlags, io: Io): Promise<void> {
  const { verifyFile } = await import('../../minisign/index.ts');
  const keys = await publicKeys(flags, io, PUBLIC_KEY_FILE);
  const { key, trustedComment } = await verifyFile(resolve(io.cwd, file), keys, {
    ...(flags.signature !== undefined && { file: resolve(io.cwd, flags.signature) }),
    ...(flags.requirePrehashed && { requirePrehashed: true }),
  });
  if (flags.json) {
    io.stdout.write(jsonText({ keyId: key.keyId, trustedComment }));
  } else if (!flags.quiet) {
    io.stdout.write(`Verified: signed by key ${key.keyId}\nTrusted comment: ${trustedComment}\n`);
  }
}
