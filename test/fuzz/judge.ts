import { JacoPkgError } from '../../src/errors.ts';

/** Codes that say that a file is wrong; each is to say where in it. */
const IN_FILE = ['package_malformed', 'package_too_large'];
/** Errors whose message names the file. */
const NAMED = /^(?:path_|upgrade_)/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f]/;

/** What is wrong with an error; undefined for one that is as it has to be. */
export function faultOf(error: unknown): string | undefined {
  if (!(error instanceof JacoPkgError)) {
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const from = stack.split('\n').find((line) => /\/src\/|node_modules/.test(line)) ?? '';
    return `${String(error)} ${from.trim()}`;
  }
  for (const { code, message, place } of error.problems) {
    const isInFile = place?.offset !== undefined || place?.member !== undefined;
    const isPlaced = IN_FILE.includes(code) ? isInFile : place !== undefined;
    if (!isPlaced && !NAMED.test(code)) return `${code} without a place: ${message}`;
    if (place?.offset !== undefined && !(place.offset >= 0)) return `a place at ${place.offset}`;
  }
  const found = CONTROLS.exec(error.message);
  return found ? `a control character in a message: ${JSON.stringify(error.message)}` : undefined;
}
