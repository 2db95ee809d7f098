import { Command } from 'commander';
import type { InspectedPackage } from '../inspect/index.ts';
import { type Done, perform, repeat } from './command.ts';
import { inspectedJson } from './inspect/json.ts';
import { controlText, filesText, scriptsText } from './inspect/lists.ts';
import { pageText } from './inspect/page.ts';
import { EXIT, type Io } from './io.ts';
import { painter } from './messages.ts';

const HELP = `
FILE is a package of any format, by any maker: deb, rpm, source rpm, apk (v2), pacman's, ipk, msix,
or a tar archive, with any compressor these use. What it is, is told by its content.

Without a key, signatures are only listed. A key is an OpenPGP public key, or for apk an RSA key
in PEM.

Exit status: 0 read, 1 it cannot be read, 3 it can, but something in it is not what the package
says itself, or with a key, a signature is not valid.

Examples:
  jaco-pkg inspect jaco_1.2.3_amd64.deb
  jaco-pkg inspect --files jaco-1.2.3-1.x86_64.rpm
  jaco-pkg inspect -k vendor.asc --json app.rpm`;

interface InspectFlags {
  readonly key: readonly string[];
  readonly files?: true;
  readonly scripts?: true;
  readonly control?: true;
  readonly json?: true;
}

/** `jaco-pkg inspect` */
export function inspectCommand(io: Io, done: Done): Command {
  return new Command('inspect')
    .description('show what is in a package')
    .argument('<file>', 'package of any format')
    .option('-k, --key <file>', 'public key to verify signatures with', repeat, [])
    .option('--files', 'list all files, as ls -l does')
    .option('--scripts', 'print the scripts')
    .option('--control', 'print what the package manager reads')
    .option('--json', 'print everything as JSON')
    .addHelpText('after', HELP)
    .action(async (file: string, flags: InspectFlags) => {
      let code: number = EXIT.ok;
      const failure = await perform(io, flags, async () => {
        code = await inspectAction(file, flags, io);
      });
      done(failure === EXIT.ok ? code : failure);
    });
}

async function inspectAction(file: string, flags: InspectFlags, io: Io): Promise<number> {
  const { inspect } = await import('../inspect/index.ts');
  const { resolve } = await import('node:path');
  const inspected = await inspect(resolve(io.cwd, file), {
    ...(flags.key.length > 0 && { keys: flags.key.map((path) => resolve(io.cwd, path)) }),
  });
  io.stdout.write(textOf({ ...inspected, file }, flags, io));
  const isWrong =
    inspected.checks.some(({ ok }) => !ok) ||
    inspected.signatures.some(
      ({ state }) => state === 'invalid' || (flags.key.length > 0 && state !== 'valid'),
    );
  return isWrong ? EXIT.unverified : EXIT.ok;
}

function textOf(inspected: InspectedPackage, flags: InspectFlags, io: Io): string {
  if (flags.json) return `${JSON.stringify(inspectedJson(inspected), null, 2)}\n`;
  const parts = [
    ...(flags.files ? [filesText(inspected)] : []),
    ...(flags.scripts ? [scriptsText(inspected)] : []),
    ...(flags.control ? [controlText(inspected)] : []),
  ];
  if (parts.length > 0) return parts.join('\n');
  return pageText(inspected, painter(io.stdout, io.env));
}
