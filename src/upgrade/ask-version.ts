import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { JacoPkgError } from '../errors.ts';

const run = promisify(execFile);

const TIMEOUT = 10_000;
const VERSION =
  /(?<![\w.])v?\d+\.\d+\.\d+(?:-[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?(?!\.?\w)/;

/**
 * The version that a program tells with `--version`: the first thing in what it prints that looks
 * like one. Throws `version_invalid`.
 * @param path of the program
 */
export async function askVersion(path: string): Promise<string> {
  const { stdout } = await run(path, ['--version'], { timeout: TIMEOUT }).catch((cause) => {
    throw unknown(`${path} --version fails`, cause);
  });
  const [version] = VERSION.exec(stdout) ?? [];
  if (version !== undefined) return version;
  throw unknown(`${path} --version tells no version`);
}

function unknown(message: string, cause?: unknown): JacoPkgError {
  const hint = 'say which version is installed';
  return new JacoPkgError({ code: 'version_invalid', message, hint }, { cause });
}
