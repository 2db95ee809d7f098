import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { JacoPkgError, throwIfAny } from '../../errors.ts';
import { type Done, perform } from '../command.ts';
import type { Io } from '../io.ts';
import { newPassword } from '../keys.ts';
import { makeFolderFor, PUBLIC_KEY_FILE, secretKeyPath } from './files.ts';

interface KeygenFlags {
  readonly pubkey: string;
  readonly seckey?: string;
  readonly comment?: string;
  /** False with -W. */
  readonly password: boolean;
  readonly force?: true;
}

/** `jaco-pkg minisign keygen` */
export function keygenCommand(io: Io, done: Done): Command {
  return new Command('keygen')
    .description('make a new pair of keys')
    .option('-p, --pubkey <file>', 'public key file', PUBLIC_KEY_FILE)
    .option('-s, --seckey <file>', 'secret key file (default: ~/.minisign/minisign.key)')
    .option('-c, --comment <text>', 'comment of the secret key file')
    .option('-W, --no-password', 'keep the secret key without a password')
    .option('-f, --force', 'replace keys that are there')
    .action(async (flags: KeygenFlags) =>
      done(await perform(io, {}, () => keygenAction(flags, io))),
    );
}

async function keygenAction(flags: KeygenFlags, io: Io): Promise<void> {
  const minisign = await import('../../minisign/index.ts');
  const secretFile = secretKeyPath(flags.seckey, io);
  const publicFile = resolve(io.cwd, flags.pubkey);
  if (!flags.force) assertFree([secretFile, publicFile]);
  const protection = flags.password
    ? { password: await newPassword(io, 'MINISIGN_PASSWORD') }
    : 'none';
  const key = minisign.generateKeyPair();
  const secretText = await minisign.encodeSecretKey(key, protection, flags.comment);
  await makeFolderFor(secretFile);
  await minisign.writeSecretKey(secretFile, secretText, flags.force);
  await minisign.writePublicFile(publicFile, minisign.encodePublicKey(key.publicKey));
  io.stdout.write(
    `Secret key: ${secretFile}\nPublic key: ${publicFile}\n\nTo verify what it signed:\n\n` +
      `  jaco-pkg minisign verify FILE -P ${minisign.publicKeyLine(key.publicKey)}\n`,
  );
}

function assertFree(files: readonly string[]): void {
  throwIfAny(
    files
      .filter((file) => existsSync(file))
      .map((file) => ({
        code: 'target_conflict' as const,
        message: `${file} exists already`,
        hint: 'name another file, or replace the keys with --force: what the old one signed stays signed by it',
      })),
  );
  if (new Set(files).size === files.length) return;
  throw new JacoPkgError({ code: 'usage', message: 'the two keys cannot be in one file' });
}
