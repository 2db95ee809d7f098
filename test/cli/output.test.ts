// Standard output that takes nothing, or no more.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { tarball } from '../../src/tarball/index.ts';
import { hostileTar } from '../inspect/hostile-tar.ts';
import { written } from '../inspect/sample.ts';
import { compiledCli } from '../support/cli.ts';
import { noise } from '../support/samples.ts';
import { scratchFolder } from '../support/tools.ts';

const cwd = scratchFolder();
let cli = '';

beforeAll(async () => {
  cli = compiledCli(join(cwd, 'p'));
  writeFileSync(join(cwd, 'a.tar.gz'), await written(tarball));
  writeFileSync(join(cwd, 'b.tar'), await hostileTar([{ name: 'b', content: noise(3_000_000) }]));
});

/** Runs a command whose output nobody reads, or goes to a file; its exit code and errors. */
async function ran(args: readonly string[], stdout: number | 'pipe') {
  const child = spawn(process.execPath, [cli, ...args], { cwd, stdio: ['ignore', stdout, 'pipe'] });
  child.stdout?.destroy();
  let stderr = '';
  child.stderr?.on('data', (text) => {
    stderr += text;
  });
  const [status] = await once(child, 'close');
  return { status, stderr };
}

describe('standard output that nobody reads', () => {
  test.each([
    [0, ['inspect', 'a.tar.gz']],
    [0, ['cat', 'b.tar', '/b']],
    [1, ['diff', 'a.tar.gz', 'b.tar']],
    [1, ['inspect', 'nowhere.deb']],
  ])('leaves a command its exit code, %i', async (status, args) => {
    const done = await ran(args, 'pipe');
    expect(done.status).toBe(status);
    if (status === 0 || args[0] === 'diff') expect(done.stderr).toBe('');
  });
});

describe.runIf(process.platform === 'linux')('standard output that is full', () => {
  test.each([[['inspect', 'a.tar.gz']], [['cat', 'b.tar', '/b']]])('is told: %j', async (args) => {
    expect(await ran(args, openSync('/dev/full', 'w'))).toEqual({
      status: 1,
      stderr:
        'error: cannot write to standard output: ENOSPC, no space left on device [target_unwritable]\n',
    });
  });
});
