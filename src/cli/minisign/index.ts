import { Command } from 'commander';
import type { Done } from '../command.ts';
import type { Io } from '../io.ts';
import { changePasswordCommand } from './change-password.ts';
import { keygenCommand } from './keygen.ts';
import { recreatePublicCommand } from './recreate-public.ts';
import { rotateCommand } from './rotate.ts';
import { signCommand } from './sign.ts';
import { verifyCommand } from './verify.ts';

const HELP = `
Keys and signatures are those of the program minisign: each reads what the other writes, and the
options are called the same.

Variables of the environment:
  MINISIGN_PASSWORD       password of the secret key; when unset or empty, it is asked for
  MINISIGN_NEW_PASSWORD   for change-password, and for the new key of rotate
  MINISIGN_CONFIG_DIR     folder of minisign.key (default: ~/.minisign)
  SOURCE_DATE_EPOCH       time in the trusted comment (default: now)`;

const COMMANDS = [
  keygenCommand,
  signCommand,
  verifyCommand,
  recreatePublicCommand,
  changePasswordCommand,
  rotateCommand,
];

/** `jaco-pkg minisign` and the commands below it. */
export function minisignCommand(io: Io, done: Done): Command {
  const parent = new Command('minisign')
    .description('make keys, sign files and verify signatures, as minisign does')
    .addHelpText('after', HELP);
  for (const make of COMMANDS) parent.addCommand(make(io, done));
  return parent;
}
