import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { encodePublicKey, encodeSecretKey } from '../../src/minisign/index.ts';
import { CHEAP, fixedKey } from '../minisign/fixtures.ts';
import { compiledCli } from '../support/cli.ts';
import { needs, scratchFolder } from '../support/tools.ts';

const cwd = scratchFolder();
const key = fixedKey(51);

/** Runs a command line on a terminal of its own, and types once it is asked. */
async function typed(commandLine: string, keys: string) {
  const command = `exec '${process.execPath}' p/bin/jaco-pkg.js ${commandLine}`;
  const terminal = spawn('script', ['-qec', command, '/dev/null'], { cwd });
  let shown = '';
  terminal.stdout.on('data', (text) => {
    if (!shown.includes('Password') && String(text).includes('Password'))
      terminal.stdin.write(keys);
    shown += text;
  });
  const [status] = await once(terminal, 'close');
  return { status, shown };
}

needs('script')('a password typed on a terminal', () => {
  beforeAll(async () => {
    compiledCli(join(cwd, 'p'));
    const protection = { password: 'sécret', limits: CHEAP };
    writeFileSync(join(cwd, 'its.key'), await encodeSecretKey(key, protection));
  });

  test('is not shown, and can be corrected', async () => {
    const keys = 'wrong\u0015sécreé\u007ft\n';
    const { status, shown } = await typed('minisign recreate-public -s its.key -p a.pub', keys);
    expect(status).toBe(0);
    expect(shown).not.toContain('wrong');
    expect(readFileSync(join(cwd, 'a.pub'), 'utf8')).toBe(encodePublicKey(key.publicKey));
  });

  // Of a process that a signal ended, script gives what a shell would: 128 and the signal's number.
  test.each([
    ['\u0003', 130],
    ['\u0004', 1],
  ])('can be left with %j', async (keyPressed, status) => {
    const left = await typed('minisign recreate-public -s its.key -p b.pub', `x${keyPressed}`);
    expect(left.status).toBe(status);
    expect(left.shown).toContain('[interrupted]');
  });
});
