import { resolve } from 'node:path';
import { Command } from 'commander';
import { systemCode } from '../errors.ts';
import { type Done, perform } from './command.ts';
import type { Io } from './io.ts';
import { LIMIT_HELP, LIMIT_OPTION, limitsOf } from './limits.ts';

const HELP = `
PATH is a file that the package installs, or one about the package by its name there. Links within
the package are followed.

Examples:
  jaco-pkg cat jaco_1.2.3_amd64.deb /usr/share/doc/jaco/copyright
  jaco-pkg cat jaco_1.2.3_amd64.deb control
  jaco-pkg cat jaco_1.2.3_x86_64.apk .PKGINFO`;

/** `jaco-pkg cat` */
export function catCommand(io: Io, done: Done): Command {
  return new Command('cat')
    .description('print a file of a package')
    .argument('<file>', 'package of any format')
    .argument('<path>', 'file in the package')
    .option(...LIMIT_OPTION)
    .addHelpText('after', `${HELP}\n${LIMIT_HELP}`)
    .action(async (file: string, path: string, { limit }: { limit: readonly string[] }) =>
      done(await perform(io, {}, () => catAction(file, path, limit, io))),
    );
}

async function catAction(
  file: string,
  path: string,
  limit: readonly string[],
  io: Io,
): Promise<void> {
  const { readEntry } = await import('../inspect/index.ts');
  const asText = async (bytes: Uint8Array) => {
    io.stdout.write(Buffer.from(bytes).toString('latin1'));
  };
  const options = { signal: io.signal, limits: limitsOf(limit) };
  await readEntry(resolve(io.cwd, file), path, io.writeBytes ?? asText, options).catch((cause) => {
    // `jaco-pkg cat ... | head`
    if (systemCode(cause) !== 'EPIPE') throw cause;
  });
}
