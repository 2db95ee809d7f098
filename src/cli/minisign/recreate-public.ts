import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { JacoPkgError } from '../../errors.ts';
import { type Done, perform } from '../command.ts';
import type { Io } from '../io.ts';
import { secretKey } from '../keys.ts';
import { PUBLIC_KEY_FILE, secretKeyPath } from './files.ts';

interface RecreateFlags {
  readonly seckey?: string;
  readonly pubkey: string;
  readonly force?: true;
}

/** `jaco-pkg minisign recreate-public` */
export function recreatePublicCommand(io: Io, done: Done): Command {
  return new Command('recreate-public')
    .description('write the public key of a secret key again')
    .option('-s, --seckey <file>', 'secret key file (default: ~/.minisign/minisign.key)')
    .option('-p, --pubkey <file>', 'public key file', PUBLIC_KEY_FILE)
    .option('-f, --force', 'replace a file that is there')
    .action(async (flags: RecreateFlags) =>
      done(await perform(io, {}, () => recreateAction(flags, io))),
    );
}

async function recreateAction(flags: RecreateFlags, io: Io): Promise<void> {
  const { encodePublicKey, publicKeyLine, writePublicFile } = await import(
    '../../minisign/index.ts'
  );
  const file = resolve(io.cwd, flags.pubkey);
  if (!flags.force && existsSync(file)) {
    throw new JacoPkgError({
      code: 'target_conflict',
      message: `${file} exists already`,
      hint: 'name another file with -p, or replace it with --force',
    });
  }
  const { publicKey } = await secretKey(secretKeyPath(flags.seckey, io), io);
  await writePublicFile(file, encodePublicKey(publicKey));
  io.stdout.write(`Public key: ${file}\n\n  ${publicKeyLine(publicKey)}\n`);
}
