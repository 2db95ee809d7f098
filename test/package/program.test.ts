import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { compiledCli } from '../support/cli.ts';
import { output, run, scratchFolder } from '../support/tools.ts';
import { nodes } from './nodes.ts';

const folder = scratchFolder();
const program = join(folder, 'jaco-pkg');
let cli = '';

beforeAll(() => {
  cli = compiledCli(program);
});

describe.each(nodes)('the program under %s', (node) => {
  describe('keeps what was compiled of its code', () => {
    const kept = join(program, '.cache');
    const preload = join(folder, 'compiled.cjs');

    beforeEach(() => {
      rmSync(kept, { recursive: true, force: true });
      writeFileSync(
        preload,
        `const { writeSync } = require('node:fs');
         const vm = require('node:vm');
         const { AS_USER } = process.env;
         if (AS_USER) process.getuid = () => Number(AS_USER);
         vm.Script = class extends vm.Script {
           constructor(source, options) {
             super(source, options);
             const isUsed = options.cachedData !== undefined && !this.cachedDataRejected;
             if (options.filename.endsWith('cli.cjs')) writeSync(2, isUsed ? 'kept' : 'compiled');
           }
         };`,
      );
    });

    /** Whether the code was compiled or kept, in a run that must do what it is for. */
    function codeOf(
      args: readonly string[],
      env: readonly string[] = [],
      flags: readonly string[] = [],
    ): string {
      const all = [...env, node, ...flags, '--require', preload, cli, ...args];
      const { status, stdout, stderr } = run('env', all, { cwd: folder });
      expect(status).toBe(0);
      expect(stdout).not.toBe('');
      return stderr;
    }

    /** What code was kept for. */
    function namesKept(): string[] {
      return readdirSync(kept).map((name) => name.replace(/-.*/, ''));
    }

    test('from the second run on, for each command', () => {
      expect(codeOf(['--help'])).toBe('compiled');
      expect(codeOf(['--help'])).toBe('kept');
      expect(codeOf(['schema'])).toBe('compiled');
      expect(codeOf(['schema'])).toBe('kept');
      expect(namesKept()).toEqual(['other', 'schema']);
    });

    test('unless it is told not to', () => {
      expect(codeOf(['--help'], ['NODE_DISABLE_COMPILE_CACHE=1'])).toBe('compiled');
      expect(existsSync(kept)).toBe(false);
    });

    test('and not of a call that went wrong', () => {
      expect(run(node, [cli, 'biuld'], { cwd: folder }).status).toBe(2);
      writeFileSync(join(folder, 'wrong.yaml'), 'name: wrong\narch: all\nverison: 1.0.0\n');
      const args = ['build', '-f', 'wrong.yaml', '-p', 'deb'];
      expect(run(node, [cli, ...args], { cwd: folder }).status).toBe(1);
      expect(existsSync(kept)).toBe(false);
    });

    test('and not for a command of whose code hardly any was called', () => {
      writeFileSync(join(folder, 'plain.yaml'), 'name: plain\narch: all\nversion: 1.0.0\n');
      codeOf(['build', '--help']);
      codeOf(['build', '-f', 'plain.yaml', '-p', 'deb', '--dry-run']);
      expect(namesKept()).toEqual(['other']);
    });

    test('as long as the code is the same, of the same length or not', () => {
      codeOf(['--help']);
      const code = join(program, 'lib/cli.cjs');
      const text = readFileSync(code, 'latin1');
      writeFileSync(code, text.replace('Builds Linux packages', 'BUILDS LINUX PACKAGES'), 'latin1');
      expect(codeOf(['--help'])).toBe('compiled');
      expect(output(node, [cli, '--help'], { cwd: folder })).toContain('BUILDS LINUX PACKAGES');
      writeFileSync(code, text, 'latin1');
      expect(codeOf(['--help'])).toBe('compiled');
      expect(codeOf(['--help'])).toBe('kept');
    });

    test.each([
      ['is cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
      ['is empty', () => Buffer.alloc(0)],
      ['is damaged', (bytes: Buffer) => bytes.map((byte, at) => (at === 1000 ? ~byte : byte))],
    ])('and makes it anew where that %s', (_, damage) => {
      codeOf(['--help']);
      const [name = ''] = readdirSync(kept);
      writeFileSync(join(kept, name), damage(readFileSync(join(kept, name))));
      expect(codeOf(['--help'])).toBe('compiled');
      expect(codeOf(['--help'])).toBe('kept');
    });

    test('and makes it anew for a V8 that runs it otherwise', () => {
      codeOf(['--help']);
      expect(codeOf(['--help'], [], ['--no-opt'])).toBe('compiled');
      expect(codeOf(['--help'], [], ['--no-opt'])).toBe('kept');
    });

    test('by the user whose code it is, and takes it from nobody else', () => {
      expect(codeOf(['--help'], ['AS_USER=4711'])).toBe('compiled');
      expect(existsSync(kept)).toBe(false);
      codeOf(['--help']);
      const [name = ''] = readdirSync(kept);
      expect(codeOf(['--help'], ['AS_USER=4711'])).toBe('kept');
      if (process.getuid?.() !== 0) return;
      chownSync(join(kept, name), 4711, 4711);
      expect(codeOf(['--help'])).toBe('compiled');
    });

    test('or does without where it cannot be written', () => {
      writeFileSync(kept, 'no folder');
      expect(codeOf(['--help'])).toBe('compiled');
      expect(codeOf(['--help'])).toBe('compiled');
      expect(readdirSync(program).filter((name) => name.startsWith('.'))).toEqual(['.cache']);
    });
  });

  test('finds what it loads later, also when its code was kept', async () => {
    const at = (name: string) => join(folder, 'later', name);
    mkdirSync(at('release'), { recursive: true });
    writeFileSync(at('release/a.txt'), 'a');
    const digest = createHash('sha256').update('a').digest('hex');
    writeFileSync(at('release/SHA256SUMS'), `${digest}  a.txt\n`);
    for (const [name, text] of Object.entries({ old: 'one\ntwo\n', new: 'one\nthree\n' })) {
      writeFileSync(at('some.txt'), text);
      const content = '{ src: later/some.txt, dst: /etc/some.txt }';
      writeFileSync(
        at('nfpm.yaml'),
        `name: some\narch: all\nversion: 1.0.0\ncontents: [${content}]\n`,
      );
      const args = ['-f', 'later/nfpm.yaml', '-p', 'deb', '-t', at(`${name}.deb`)];
      output(node, [cli, 'build', ...args], { cwd: folder });
    }
    rmSync(at('key'), { force: true });
    const keys = ['-s', at('key'), '-p', at('key.pub')];
    output(node, [cli, 'minisign', 'keygen', '-W', '-f', ...keys]);
    const closed = 'http://127.0.0.1:1';
    await refusing(async (address) => {
      const github = ['publish', 'github', '--repo', 'a/b', '--tag', 'v1', '--api-url', address];
      for (const _ of ['compiled', 'kept']) {
        const diff = run(node, [cli, 'diff', at('old.deb'), at('new.deb')]);
        expect(diff.stdout).toContain('-two');
        const report = run(node, [cli, 'report', at('old.deb'), '-o', at('report.html')]);
        expect(report).toMatchObject({ status: 0, stderr: '' });
        const verify = run(node, [cli, 'verify', `${closed}/`, '-p', at('key.pub')]);
        expect(verify.stderr).toContain('nothing answers there');
        const publish = run('env', ['GITHUB_TOKEN=x', node, cli, ...github, at('release')]);
        expect(publish.stderr).toContain('Bad credentials');
      }
    });
  });
});

/** A server that knows nobody, in a process of its own, as ours waits for others. */
async function refusing(use: (address: string) => Promise<void>): Promise<void> {
  const server = spawn(process.execPath, [
    '-e',
    `require('node:http').createServer((_, response) => {
       response.writeHead(401, { 'content-type': 'application/json' });
       response.end('{ "message": "Bad credentials" }');
     }).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`,
  ]);
  try {
    const [port] = await once(server.stdout, 'data');
    await use(`http://127.0.0.1:${String(port).trim()}`);
  } finally {
    server.kill();
  }
}
