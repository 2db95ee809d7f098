import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line in this process, without a terminal unless `io` brings one. */
export async function runCli(args: readonly string[], io: Partial<Io> = {}): Promise<Result> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(args, {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    env: { SOURCE_DATE_EPOCH: '1700000000' },
    cwd: '/',
    signal: new AbortController().signal,
    now: () => 1_700_000_000,
    ...io,
  });
  return { code, stdout: out.join(''), stderr: err.join('') };
}

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files, and an empty `out`; gone after the test. */
export function workFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'jaco-pkg-cli-'));
  folders.push(folder);
  for (const [name, content] of Object.entries({ ...files, 'out/.keep': '' })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  rmSync(join(folder, 'out/.keep'));
  return folder;
}

/** Names in a folder, hidden ones too. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder).sort();
}
