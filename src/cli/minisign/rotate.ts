import { Command } from 'commander';
import { type Done, perform } from '../command.ts';
import type { Io } from '../io.ts';
import { newPassword, secretKey } from '../keys.ts';
import { makeFolderFor, secretKeyPath } from './files.ts';

const HELP = `
The public key file gets the new key, and release-pubkey.rotations beside it a line of the change
that the old key signs. Both belong into the release (files in jaco-pkg.yaml). Sign the release that
is named here with the old key, as clients know no other yet; it brings them the new one, and they
do not trust the old one from then on. Sign every later release with the new key.

Example:
  jaco-pkg minisign rotate -s old.key -n new.key -p release-pubkey.txt --release v1.5.0`;

interface RotateFlags {
  readonly seckey?: string;
  readonly newSeckey: string;
  readonly pubkey: string;
  readonly release: string;
  /** False with -W. */
  readonly password: boolean;
}

/** `jaco-pkg minisign rotate` */
export function rotateCommand(io: Io, done: Done): Command {
  return new Command('rotate')
    .description('change the key of releases: a new pair, brought by a release that the old signs')
    .option('-s, --seckey <file>', 'old secret key file (default: ~/.minisign/minisign.key)')
    .requiredOption('-n, --new-seckey <file>', 'new secret key file')
    .option('-p, --pubkey <file>', 'public key file of the releases', 'release-pubkey.txt')
    .requiredOption('-r, --release <version>', 'the release that will bring the new key')
    .option('-W, --no-password', 'keep the new secret key without a password')
    .addHelpText('after', HELP)
    .action(async (flags: RotateFlags) =>
      done(await perform(io, {}, () => rotateAction(flags, io))),
    );
}

async function rotateAction(flags: RotateFlags, io: Io): Promise<void> {
  const { rotateKey } = await import('../../release/index.ts');
  const oldKey = await secretKey(secretKeyPath(flags.seckey, io), io);
  const newSecretFile = secretKeyPath(flags.newSeckey, io);
  const protection = flags.password
    ? { password: await newPassword(io, 'MINISIGN_NEW_PASSWORD') }
    : 'none';
  await makeFolderFor(newSecretFile);
  const rotated = await rotateKey({
    oldKey,
    newSecretFile,
    protection,
    publicKeyFile: flags.pubkey,
    release: flags.release,
    cwd: io.cwd,
  });
  io.stdout.write(
    `New secret key: ${rotated.newSecretFile}\n` +
      `New public key: ${rotated.publicKeyFile}\n` +
      `Change of key:  ${rotated.rotationsFile}\n\n` +
      `Sign release ${flags.release} with the old key, ${rotated.oldKey.keyId},\n` +
      `and every later one with the new key, ${rotated.newKey.keyId}.\n`,
  );
}
