import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withHelper } from '../../src/contents/helpers.ts';
import type { ScriptName } from '../../src/model/package.ts';
import { script } from '../support/package.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';

const helper = { code: 'echo helper "$1"\n', place: { file: 'jaco-pkg.yaml' } };

const folder = scratchFolder();
let count = 0;

/** Runs a script with its helper as a package manager does: by its first line. */
function outcome(name: ScriptName, text: string | undefined, shell?: string, ...args: string[]) {
  const { bytes } = withHelper(name, text === undefined ? undefined : script(text), helper);
  const path = join(folder, `script-${count++}`);
  writeFileSync(path, bytes, { mode: 0o755 });
  const { status, stdout } = shell
    ? run(shell, [...(shell === 'busybox' ? ['sh'] : []), path, ...args])
    : run(path, args);
  return { status, lines: stdout.split('\n').filter(Boolean) };
}

describe.each(['sh', 'bash', 'busybox'])('%s', (shell) => {
  needs(shell)('runs a script and its helper', () => {
    test.each<
      [what: string, name: ScriptName, text: string | undefined, status: number, lines: string[]]
    >([
      ['without a script', 'postinstall', undefined, 0, ['helper 7']],
      ['an empty script', 'postinstall', '', 0, ['helper 7']],
      ['only comments', 'postinstall', '#!/bin/sh\n# nothing\n', 0, ['helper 7']],
      ['only a first line', 'postinstall', '#!/bin/sh', 0, ['helper 7']],
      ['after', 'postinstall', '#!/bin/sh\necho own "$1"\n', 0, ['own 7', 'helper 7']],
      ['after, without a first line', 'postremove', 'echo own "$1"', 0, ['own 7', 'helper 7']],
      ['after one that exits', 'postinstall', 'echo own; exit 0; echo no', 0, ['own', 'helper 7']],
      ['after one that shifts', 'postinstall', 'shift; set -- x\n', 0, ['helper 7']],
      ['not after one that fails', 'postinstall', 'echo own; exit 3', 3, ['own']],
      ['not after set -e', 'postinstall', '#!/bin/sh\nset -e\nfalse\necho no', 1, []],
      ['before', 'preremove', '#!/bin/sh\necho own "$1"\nexit 4\n', 4, ['helper 7', 'own 7']],
      ['before, without a first line', 'preinstall', 'echo own', 0, ['helper 7', 'own']],
      ['around a here-document', 'postinstall', 'cat <<X\nown\nX', 0, ['own', 'helper 7']],
      ['around a case', 'postinstall', 'case a in a) echo own;; esac', 0, ['own', 'helper 7']],
    ])('%s', (_, name, text, status, lines) => {
      expect(outcome(name, text, shell, '7')).toEqual({ status, lines });
    });
  });
});

describe('by its first line', () => {
  test('the options in it hold', () => {
    const failing = '#!/bin/sh -e\nfalse\necho no';
    expect(outcome('postinstall', failing, undefined, '7')).toEqual({ status: 1, lines: [] });
    expect(outcome('preremove', failing, undefined, '7')).toEqual({
      status: 1,
      lines: ['helper 7'],
    });
    const unset = '#!/bin/sh -u\necho own\n';
    expect(outcome('postinstall', unset, undefined, '7').lines).toEqual(['own', 'helper 7']);
  });

  needs('bash').test('a script for bash stays one', () => {
    const own = '#!/usr/bin/env bash\n[[ $1 == 7 ]] && echo own\n';
    expect(outcome('postinstall', own, undefined, '7').lines).toEqual(['own', 'helper 7']);
  });
});

test('bytes that are no text stay as they are', () => {
  const bytes = Buffer.from([...Buffer.from('#!/bin/sh\necho '), 0xe4, 0x0a]);
  const made = withHelper('postinstall', { ...script(''), bytes }, helper).bytes;
  expect(Buffer.from(made).includes(bytes.subarray(10))).toBe(true);
});

describe('a script in another language', () => {
  test.each([
    ['#!/usr/bin/perl\n', '', '/usr/bin/perl'],
    ['#!/usr/bin/env python3\n', '', '/usr/bin/env python3'],
    ['print(1)\n', '<lua>', '<lua>'],
    ['#!/bin/sh\n', '/usr/bin/perl -w', '/usr/bin/perl -w'],
  ])('%j, run by %j, is refused', (text, interpreter, shell) => {
    const attempt = () => withHelper('postinstall', script(text), helper, interpreter);
    expect(attempt).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({
            code: 'script_language',
            message: `the postinstall script script.sh is run by ${shell}, and shell code is to go with it`,
          }),
        ],
      }),
    );
  });

  test('unless a shell is to run it after all', () => {
    const made = withHelper('postinstall', script('#!/usr/bin/perl\n'), helper, '/bin/bash -e');
    expect(Buffer.from(made.bytes).toString()).toContain('echo helper');
  });
});

test('a script that asks debconf questions runs once, below the program that asks them', () => {
  const path = join(folder, 'confmodule');
  // What debconf's module does: start the script anew, once.
  writeFileSync(path, `[ -n "$ASKING" ] || { export ASKING=1; exec "$0" "$@"; }\n`);
  const own = '#!/bin/sh\n. /usr/share/debconf/confmodule\necho own\n';
  const { bytes } = withHelper('postinstall', script(own), helper);
  const moved = Buffer.from(bytes).toString().replaceAll('/usr/share/debconf/confmodule', path);
  const made = join(folder, 'postinst');
  writeFileSync(made, moved, { mode: 0o755 });
  expect(output(made, ['7'])).toBe('own\nhelper 7\n');
});
