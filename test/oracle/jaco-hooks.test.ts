import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REPOSITORY } from '../support/cli.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { RELOAD, STOP } from './jaco.ts';

/** What a package manager calls a hook with, and what the hook then asks of systemd. */
const CALLS: readonly (readonly [hook: string, args: string, asked: readonly string[]])[] = [
  // deb, by the flow charts of Debian Policy, chapter 6
  ['postinstall', 'configure', [RELOAD]],
  ['postinstall', 'configure 0.1.0', [RELOAD]],
  ['postinstall', 'abort-upgrade 0.2.0', [RELOAD]],
  ['postinstall', 'abort-remove', [RELOAD]],
  ['preremove', 'remove', [STOP]],
  ['preremove', 'upgrade 0.2.0', []],
  ['preremove', 'failed-upgrade 0.1.0', []],
  ['preremove', 'deconfigure in-favour other 1', []],
  ['postremove', 'remove', [RELOAD]],
  ['postremove', 'purge', [RELOAD]],
  ['postremove', 'disappear other 1', [RELOAD]],
  ['postremove', 'upgrade 0.2.0', []],
  ['postremove', 'failed-upgrade 0.1.0', []],
  ['postremove', 'abort-install', []],
  ['postremove', 'abort-upgrade 0.1.0', []],
  // rpm, by the number of versions there will be
  ['postinstall', '1', [RELOAD]],
  ['postinstall', '2', [RELOAD]],
  ['preremove', '0', [STOP]],
  ['preremove', '1', []],
  ['postremove', '0', [RELOAD]],
  ['postremove', '1', []],
  // apk, by version
  ['postinstall', '0.1.0', [RELOAD]],
  ['postinstall', '1.2.0 1.1.0', [RELOAD]],
  ['preremove', '1.2.0', [STOP]],
  ['postremove', '1.2.0', [RELOAD]],
  // by hand
  ['postinstall', '', [RELOAD]],
  ['preremove', '', [STOP]],
  ['postremove', '', [RELOAD]],
];

const folder = scratchFolder();
const log = join(folder, 'log');

describe.each([
  ['sh', []],
  ['busybox', ['sh']],
] as const)('hooks, run by %s', (shell, before) => {
  needs(shell)('on any system', () => {
    const program = output('sh', ['-c', `command -v ${shell}`]).trim();
    const call = (hook: string, args: string, PATH: string) => {
      const script = join(REPOSITORY, 'build/packaging', `${hook}.sh`);
      const words = args.split(' ').filter(Boolean);
      return run(program, [...before, script, ...words], { env: { PATH } });
    };

    test.each(CALLS)('%s %s asks for %j', (hook, args, asked) => {
      rmSync(log, { force: true });
      // Twice: a hook may be called again after a failure.
      for (let time = 0; time < 2; time++) {
        expect(call(hook, args, pathWith('exit 0'))).toEqual({ status: 0, stdout: '', stderr: '' });
      }
      const lines = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : [];
      expect(lines).toEqual([...asked, ...asked]);
    });

    test.each(CALLS)('%s %s does not fail where systemd does not run', (hook, args) => {
      const failing = pathWith('echo "not booted with systemd" >&2; exit 1');
      expect(call(hook, args, failing)).toEqual({ status: 0, stdout: '', stderr: '' });
    });

    test.each(CALLS)('%s %s does not fail where there is no systemctl', (hook, args) => {
      const empty = join(folder, 'empty');
      mkdirSync(empty, { recursive: true });
      expect(call(hook, args, empty)).toEqual({ status: 0, stdout: '', stderr: '' });
    });
  });
});

/** A PATH with nothing but a systemctl that notes its arguments, then does as told. */
function pathWith(then: string): string {
  const path = join(folder, 'bin');
  mkdirSync(path, { recursive: true });
  const script = `#!/bin/sh\necho "$*" >> ${log}\n${then}\n`;
  writeFileSync(join(path, 'systemctl'), script, { mode: 0o755 });
  return path;
}
