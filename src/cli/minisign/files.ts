import { dirname, join, resolve } from 'node:path';
import { JacoPkgError } from '../../errors.ts';
import { makeFolders } from '../../folders.ts';
import type { Io } from '../io.ts';

/** Where minisign looks for a public key. */
export const PUBLIC_KEY_FILE = 'minisign.pub';

/** The secret key file of -s, or where minisign keeps it. */
export function secretKeyPath(given: string | undefined, io: Io): string {
  if (given !== undefined) return resolve(io.cwd, given);
  const { MINISIGN_CONFIG_DIR: folder, HOME: home } = io.env;
  if (folder) return resolve(io.cwd, folder, 'minisign.key');
  if (home) return join(home, '.minisign/minisign.key');
  throw new JacoPkgError({
    code: 'usage',
    message: 'no secret key is given, and there is no home folder to look for one in',
    hint: 'name its file with -s',
  });
}

/** Makes the folder of a secret key, which nobody else may look into. */
export async function makeFolderFor(path: string): Promise<void> {
  const folder = dirname(path);
  await makeFolders(folder, 0o700).catch((cause) => {
    const message = `cannot make the folder ${folder}: ${cause.code ?? cause}`;
    throw new JacoPkgError({ code: 'target_unwritable', message }, { cause });
  });
}
