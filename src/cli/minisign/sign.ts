import { resolve } from 'node:path';
import { Command } from 'commander';
import { JacoPkgError } from '../../errors.ts';
import { type Done, perform } from '../command.ts';
import type { Io } from '../io.ts';
import { secretKey } from '../keys.ts';
import { shortPath } from '../messages.ts';
import { secretKeyPath } from './files.ts';

interface SignFlags {
  readonly seckey?: string;
  readonly signature?: string;
  readonly comment?: string;
  readonly trustedComment?: string;
  readonly quiet?: true;
}

/** `jaco-pkg minisign sign` */
export function signCommand(io: Io, done: Done): Command {
  return new Command('sign')
    .description('sign files')
    .argument('<files...>', 'files to sign')
    .option('-s, --seckey <file>', 'secret key file (default: ~/.minisign/minisign.key)')
    .option('-x, --signature <file>', 'signature file (default: the name and .minisig)')
    .option('-c, --comment <text>', 'comment that is not signed')
    .option('-t, --trusted-comment <text>', 'comment that is signed (default: time and name)')
    .option('-q, --quiet', 'print nothing but errors')
    .action(async (files: string[], flags: SignFlags) =>
      done(await perform(io, {}, () => signAction(files, flags, io))),
    );
}

async function signAction(files: readonly string[], flags: SignFlags, io: Io): Promise<void> {
  const minisign = await import('../../minisign/index.ts');
  const { signature: given, comment: untrusted, trustedComment: trusted } = flags;
  if (given !== undefined && files.length > 1) {
    throw new JacoPkgError({ code: 'usage', message: 'one signature file is for one file' });
  }
  const comments = {
    seconds: signingTime(io),
    ...(untrusted !== undefined && { untrusted }),
    ...(trusted !== undefined && { trusted }),
  };
  const key = await secretKey(secretKeyPath(flags.seckey, io), io);
  for (const file of files) {
    const path = resolve(io.cwd, file);
    const signature = await minisign.signFile(path, key, comments);
    const target = given === undefined ? path + minisign.SIGNATURE_SUFFIX : resolve(io.cwd, given);
    await minisign.writePublicFile(target, minisign.encodeSignature(signature));
    if (!flags.quiet) io.stdout.write(`signed ${file}: ${shortPath(target, io.cwd)}\n`);
  }
}

/** https://reproducible-builds.org/specs/source-date-epoch/ */
function signingTime(io: Io): number {
  const epoch = io.env['SOURCE_DATE_EPOCH'];
  return epoch && /^[0-9]{1,12}$/.test(epoch) ? Number(epoch) : io.now();
}
