import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import type { Environment } from './passphrase.ts';

/**
 * The program that a command names, found as a shell finds it; undefined when there is none.
 * @param cwd absolute folder that relative paths start at
 */
export async function findProgram(
  name: string,
  env: Environment,
  cwd: string,
): Promise<string | undefined> {
  const folders = /[/\\]/.test(name) ? [''] : (env['PATH'] ?? '').split(delimiter);
  for (const folder of folders) {
    for (const ending of endings(env)) {
      const path = resolve(cwd, join(folder, name + ending));
      if (await isProgram(path)) return path;
    }
  }
  return undefined;
}

/** Windows goes by the ending of a name. */
function endings(env: Environment): string[] {
  if (process.platform !== 'win32') return [''];
  return ['', ...(env['PATHEXT'] ?? '.EXE').split(delimiter)];
}

async function isProgram(path: string): Promise<boolean> {
  const runnable = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  return runnable && (await stat(path)).isFile();
}
