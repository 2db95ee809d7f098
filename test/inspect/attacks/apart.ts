// Inspections in a process of their own, which can be ended and whose use can be measured.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { REPOSITORY } from '../../support/cli.ts';

/** Past any reading that ends by itself. */
const MAX_WAIT_MS = 30_000;

const PROGRAM = `
import { inspect, JacoPkgError } from './src/inspect/index.ts';
const before = process.memoryUsage().rss;
const result = await inspect(process.argv[2]).then(
  ({ format }) => format,
  (error) => (error instanceof JacoPkgError ? error.code : String(error)),
);
const { user, system } = process.cpuUsage();
const mib = (process.resourceUsage().maxRSS * 1024 - before) / 2 ** 20;
console.log(JSON.stringify({ result, seconds: (user + system) / 1e6, mib }));
`;

/** What became of an inspection. */
export interface Cost {
  /** The format, or the code of the error. */
  readonly result: string;
  /** Of a processor, the start of the process included. */
  readonly seconds: number;
  /** Memory beyond that of the program. */
  readonly mib: number;
}

/** Compiles the inspection into a folder; comes back with what runs it. */
export function compiledInspect(folder: string): (bytes: Uint8Array) => Cost {
  const program = join(folder, 'inspect.mjs');
  buildSync({
    stdin: { contents: PROGRAM, resolveDir: REPOSITORY },
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
  });
  return (bytes) => {
    const input = join(folder, 'package');
    writeFileSync(input, bytes);
    const options = { timeout: MAX_WAIT_MS, killSignal: 'SIGKILL', encoding: 'utf8' } as const;
    const { stdout, stderr, signal } = spawnSync(process.execPath, [program, input], options);
    if (stdout === '') throw new Error(`ended by ${signal}: ${stderr}`);
    return JSON.parse(stdout);
  };
}
