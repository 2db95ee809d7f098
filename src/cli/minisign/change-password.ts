import { Command } from 'commander';
import { type Done, perform } from '../command.ts';
import type { Io } from '../io.ts';
import { newPassword, password } from '../keys.ts';
import { secretKeyPath } from './files.ts';

interface ChangeFlags {
  readonly seckey?: string;
  /** False with -W. */
  readonly password: boolean;
}

/** `jaco-pkg minisign change-password` */
export function changePasswordCommand(io: Io, done: Done): Command {
  return new Command('change-password')
    .description('give a secret key another password, or none')
    .option('-s, --seckey <file>', 'secret key file (default: ~/.minisign/minisign.key)')
    .option('-W, --no-password', 'keep the secret key without a password')
    .action(async (flags: ChangeFlags) =>
      done(await perform(io, {}, () => changeAction(flags, io))),
    );
}

async function changeAction(flags: ChangeFlags, io: Io): Promise<void> {
  const minisign = await import('../../minisign/index.ts');
  const file = secretKeyPath(flags.seckey, io);
  const old = await minisign.readSecretKeyText(file);
  const isEncrypted = minisign.isEncryptedSecretKey(old, file);
  const before = isEncrypted ? await password(io, 'Password of the secret key: ') : undefined;
  // Said before the new one is asked for.
  await minisign.parseSecretKey(old, before, file);
  const protection = flags.password
    ? { password: await newPassword(io, 'MINISIGN_NEW_PASSWORD') }
    : 'none';
  const text = await minisign.changePassword(old, before, protection, file);
  await minisign.writeSecretKey(file, text, true);
  io.stdout.write(`${flags.password ? 'Password changed' : 'Password removed'}: ${file}\n`);
}
