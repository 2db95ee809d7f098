import { join, resolve } from 'node:path';
import { Command } from 'commander';
import type { InspectedPackage, PackageSignature } from '../inspect/index.ts';
import { type Done, perform, repeat } from './command.ts';
import type { ShowFlags } from './inspect/show.ts';
import { EXIT, type Io } from './io.ts';
import { LIMIT_HELP, LIMIT_OPTION, limitsOf } from './limits.ts';

const HELP = `
FILE is a package of any format, by any maker: deb, rpm, source rpm, apk (v2), pacman's, ipk, msix,
or a tar archive, with any compressor these use; or a folder of packages. What a package is, is told
by its content.

Without a key, signatures are only listed. A key is an OpenPGP public key, or for apk an RSA key
in PEM.

Exit status: 0 read, 1 it cannot be read, 3 it can, but something in it is not what the package
says itself, or with a key, a signature is not valid or there is none.

Examples:
  jaco-pkg inspect jaco_1.2.3_amd64.deb
  jaco-pkg inspect --files jaco-1.2.3-1.x86_64.rpm
  jaco-pkg inspect dist/
  jaco-pkg inspect -k vendor.asc --json app.rpm`;

interface InspectFlags extends ShowFlags {
  readonly key: readonly string[];
  readonly limit: readonly string[];
}

/** `jaco-pkg inspect` */
export function inspectCommand(io: Io, done: Done): Command {
  return new Command('inspect')
    .description('show what is in a package')
    .argument('<file>', 'package of any format, or folder of packages')
    .option('-k, --key <file>', 'public key to verify signatures with', repeat, [])
    .option(...LIMIT_OPTION)
    .option('--files', 'list all files, as ls -l does')
    .option('--scripts', 'print the scripts')
    .option('--control', 'print what the package manager reads')
    .option('--json', 'print everything as JSON')
    .addHelpText('after', `${HELP}\n${LIMIT_HELP}`)
    .action(async (file: string, flags: InspectFlags) => {
      let code: number = EXIT.ok;
      const failure = await perform(io, flags, async () => {
        code = await inspectAction(file, flags, io);
      });
      done(failure === EXIT.ok ? code : failure);
    });
}

async function inspectAction(path: string, flags: InspectFlags, io: Io): Promise<number> {
  // Only now: a help text does without all that reads packages.
  const { inspect } = await import('../inspect/index.ts');
  const { packagesIfFolder } = await import('../inspect/folder.ts');
  const { inspectedText, folderText } = await import('./inspect/show.ts');
  const options = {
    signal: io.signal,
    limits: limitsOf(flags.limit),
    ...(flags.key.length > 0 && { keys: flags.key.map((key) => resolve(io.cwd, key)) }),
  };
  const read = async (file: string) => ({
    ...(await inspect(resolve(io.cwd, file), options)),
    file,
  });
  const found: InspectedPackage[] = [];
  const names = await packagesIfFolder(resolve(io.cwd, path));
  if (names) {
    for (const name of names) found.push(await read(join(path, name)));
    io.stdout.write(folderText(found, flags, io));
  } else {
    const inspected = await read(path);
    found.push(inspected);
    io.stdout.write(inspectedText(inspected, flags, io));
  }
  return found.every((one) => isSound(one, flags.key.length > 0)) ? EXIT.ok : EXIT.unverified;
}

function isSound({ checks, signatures }: InspectedPackage, isAsked: boolean): boolean {
  return checks.every(({ ok }) => ok) && hasRightSignatures(signatures, isAsked);
}

/** Who gives a key asks for a signature, so that none is not enough then. */
function hasRightSignatures(signatures: readonly PackageSignature[], isAsked: boolean): boolean {
  if (!isAsked) return signatures.every(({ state }) => state !== 'invalid');
  return signatures.length > 0 && signatures.every(({ state }) => state === 'valid');
}
