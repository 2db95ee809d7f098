import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scriptCode } from '../../src/extensions/code/index.ts';
import type { FormatName, ScriptName } from '../../src/model/package.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';
import { ACCOUNTS, ALL, CALLS, DEBIAN_CALLS, UNITS, UPGRADED, USERS } from './calls.ts';
import { Fakes, PROGRAMS, type Program } from './fakes.ts';

const folder = scratchFolder();
const booted = join(folder, 'booted');

function codeOf(format: FormatName, name: ScriptName, isBooted = true): string {
  const code = scriptCode(format, { units: UNITS, accounts: ACCOUNTS }).get(name) ?? '';
  const run = isBooted ? booted : join(folder, 'not-booted');
  return `#!/bin/sh\nset -eu\n${code.replaceAll('/run/systemd/system', run)}`;
}

const quiet = { status: 0, stdout: '', stderr: '' };
const plain = ['systemctl', 'systemd-sysusers', 'systemd-tmpfiles'] as const;

function fakes(name: string, programs: readonly Program[], then?: string): Fakes {
  const made = new Fakes(join(folder, name), join(folder, `${name}.log`));
  made.add(programs, then);
  return made;
}

const paths = new Map<string, string>();

function pathOf(program: string): string {
  const path = paths.get(program) ?? output('sh', ['-c', `command -v ${program}`]).trim();
  paths.set(program, path);
  return path;
}

/** Runs a script with nothing but some programs on PATH. */
function call(
  [shell, ...options]: readonly [string, ...string[]],
  code: string,
  args: string,
  { folder: PATH }: Fakes,
  env: Readonly<Record<string, string>> = {},
) {
  mkdirSync(booted, { recursive: true });
  const script = join(folder, 'script');
  writeFileSync(script, code);
  return run(pathOf(shell), [...options, script, ...args.split(' ')], { env: { PATH, ...env } });
}

describe.each([[['sh']], [['bash']], [['busybox', 'sh']]] as const)('%j', (shell) => {
  needs(shell[0])('asks systemd for what there is to do', () => {
    test.each(CALLS)('%s %s %s', (format, name, args, asked) => {
      const there = fakes('plain', plain);
      const code = codeOf(format, name);
      // Twice: a script may be called again after a failure.
      for (let time = 0; time < 2; time++) {
        expect(call(shell, code, args, there)).toEqual(quiet);
        expect(there.take()).toEqual(asked);
      }
    });

    test.each(DEBIAN_CALLS)('on Debian: %s %s %s', (format, name, args, asked) => {
      const there = fakes('debian', PROGRAMS);
      expect(call(shell, codeOf(format, name), args, there)).toEqual(quiet);
      expect(there.take()).toEqual(asked);
    });
  });
});

test.each([...CALLS, ...DEBIAN_CALLS])('%s %s %s never fails', (format, name, args) => {
  const code = codeOf(format, name);
  expect(call(['sh'], code, args, fakes('failing', PROGRAMS, 'exit 1'))).toEqual(quiet);
  expect(call(['sh'], code, args, fakes('none', []))).toEqual(quiet);
});

test.each(CALLS)(
  '%s %s %s only changes files where systemd does not run',
  (format, name, args, asked) => {
    const there = fakes('container', plain);
    expect(call(['sh'], codeOf(format, name, false), args, there)).toEqual(quiet);
    expect(there.take()).toEqual(asked.filter((line) => /able |^systemd-/.test(line)));
  },
);

test('a unit that was disabled stays so', () => {
  const disabled = fakes('disabled', PROGRAMS, 'case "$*" in *was-enabled*) exit 1;; esac');
  call(['sh'], codeOf('deb', 'postinstall'), 'configure 1.0', disabled);
  const asked = disabled.take().filter((line) => line.startsWith('deb-systemd-helper'));
  expect(asked.filter((line) => line.includes(' enable '))).toEqual([]);
  expect(asked.filter((line) => line.includes(' update-state '))).toHaveLength(5);
});

test('dpkg may run scripts outside of the root that it fills', () => {
  const there = fakes('root', PROGRAMS);
  const asked = (name: ScriptName, args: string) => {
    const env = { DPKG_ROOT: '/target' };
    expect(call(['sh'], codeOf('deb', name), args, there, env)).toEqual(quiet);
    return there.take().filter((line) => !line.startsWith('deb-systemd-helper'));
  };
  expect(asked('preinstall', 'install')).toEqual([USERS.replace(' ', ' --root=/target ')]);
  expect(asked('postinstall', 'configure')).toEqual(
    ALL.map((line) => line.replace(' ', ' --root=/target ')),
  );
  expect(asked('preremove', 'remove')).toEqual([]);
  expect(asked('postremove', 'remove')).toEqual([]);
});

test('opkg may run scripts on the machine that builds an image', () => {
  const there = fakes('image', plain);
  for (const variable of ['IPKG_INSTROOT', 'D', 'PKG_ROOT']) {
    for (const [name, args] of [
      ['preinstall', 'install'],
      ['postinstall', 'configure'],
      ['preremove', 'remove'],
      ['postremove', 'remove'],
    ] as const) {
      const env = { [variable]: '/image' };
      expect(call(['sh'], codeOf('ipk', name), args, there, env)).toEqual(quiet);
    }
  }
  expect(there.take()).toEqual([]);
});

test('opkg says that it upgrades', () => {
  const there = fakes('upgrade', plain);
  call(['sh'], codeOf('ipk', 'postinstall'), 'configure', there, {
    PKG_UPGRADE: '1',
    PKG_ROOT: '/',
  });
  expect(there.take()).toEqual([...ALL, ...UPGRADED]);
});

test('systemd-sysusers is told the users', () => {
  const log = join(folder, 'users.log');
  const there = new Fakes(join(folder, 'users'), log);
  there.add(['systemd-sysusers'], `while read -r line; do echo "$line" >> ${log}; done`);
  call(['sh'], codeOf('deb', 'preinstall'), 'install', there);
  expect(there.take()).toEqual([USERS, 'u app -', 'g wheel 10']);
});

test('a text with the end of the here-document in it stays whole', () => {
  const sysusers = 'u a -\nEND\nEND_\n';
  const code = scriptCode('rpm', { units: [], accounts: { ...ACCOUNTS, sysusers } });
  expect(code.get('preinstall')).toContain("<<'END__' || :\nu a -\nEND\nEND_\nEND__\n");
});

test('without anything to do there is no code', () => {
  const accounts = { file: 'a.conf', sysusers: '', hasTmpfiles: false };
  for (const format of ['apk', 'archlinux', 'deb', 'ipk', 'rpm', 'tarball'] as const) {
    expect(scriptCode(format, { units: [], accounts }).size).toBe(0);
  }
});

needs('shellcheck').test('shellcheck finds nothing', () => {
  for (const format of ['apk', 'archlinux', 'deb', 'ipk', 'rpm'] as const) {
    for (const units of [UNITS, UNITS.slice(0, 1), []]) {
      for (const [, code] of scriptCode(format, { units, accounts: ACCOUNTS })) {
        expect(output('shellcheck', ['-'], { input: `#!/bin/sh\n${code}` })).toBe('');
      }
    }
  }
});
