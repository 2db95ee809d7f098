// What init takes from a folder where nobody is asked.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { output } from '../support/tools.ts';
import { runCli, workFolder } from './run-cli.ts';

const FLAGS = [
  ...['--yes', '--name', 'sundial', '--version-from', '1.2.3'],
  ...['--maintainer', 'Sun Dial <sun@dial.example>', '--description', 'tells the time'],
];

/** Away from whatever git is told about this machine's user. */
const env = { PATH: process.env['PATH'], HOME: '/nowhere' };

const read = (cwd: string) => parse(readFileSync(join(cwd, 'nfpm.yaml'), 'utf8'));

describe('without a terminal', () => {
  test('package.json, the licence and git say what the options do not', async () => {
    const cwd = workFolder({
      'package.json':
        '{ "name": "@dial/Sun Dial", "description": "tells the time", "homepage": "https://dial.example" }',
      LICENSE: 'Apache License\n   Version 2.0, January 2004\n',
    });
    output('git', ['init', '-q', cwd]);
    for (const [key, value] of [
      ['name', 'Sun Dial'],
      ['email', 'sun@dial.example'],
    ] as const) {
      output('git', ['-C', cwd, 'config', `user.${key}`, value]);
    }
    expect(await runCli(['init'], { cwd, env })).toMatchObject({ code: 0, stderr: '' });
    expect(read(cwd)).toMatchObject({
      name: 'sun-dial',
      version: '$' + '{PACKAGE_VERSION}',
      maintainer: 'Sun Dial <sun@dial.example>',
      description: 'tells the time',
      homepage: 'https://dial.example',
      license: 'Apache-2.0',
    });
  });

  test('they say it for a file in another folder, too', async () => {
    const cwd = workFolder({
      'package.json': '{ "name": "sundial", "description": "d", "license": "UNLICENSED" }',
      'pkg/.keep': '',
    });
    const args = ['init', '--yes', '-f', 'pkg/nfpm.yaml', '--maintainer', 'S <s@dial.example>'];
    const { code, stdout } = await runCli(args, { cwd, env });
    expect(code).toBe(0);
    expect(stdout).toContain('then: jaco-pkg lint -f pkg/nfpm.yaml, ');
    const made = parse(readFileSync(join(cwd, 'pkg/nfpm.yaml'), 'utf8'));
    expect(made).toMatchObject({ name: 'sundial', description: 'd' });
    // npm's word for none.
    expect(made).not.toHaveProperty('license');
  });

  test('lint comes after it, and finds the rest', async () => {
    const cwd = workFolder({ 'bin/sundial': '#!/bin/sh\nset -e\n' });
    const more = ['--binary', 'bin/sundial', '--license', 'MIT OR Apache-2.0'];
    const { stdout } = await runCli(['init', ...FLAGS, ...more], { cwd, env });
    expect(stdout).toMatch(/^then: jaco-pkg lint, which says what is still missing$/m);
    const found = await runCli(['lint'], { cwd, env });
    expect(found.stdout).toContain('copyright-missing');
    expect(found.stdout).not.toContain('license-missing');
  });

  test('what is missing or wrong is named, all at once', async () => {
    const cwd = workFolder({ 'package.json': 'not JSON' });
    const flags = ['--name', 'Sun_Dial', '--version-from', 'latest', '--description', 'a $5 one'];
    const more = ['--maintainer', 'Sun', '--homepage', 'dial.example', '--license', 'foo bar/baz'];
    expect(await runCli(['init', ...flags, ...more], { cwd, env })).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: --name cannot be "Sun_Dial": a name has two or more of a-z, 0-9, + . -, and starts with a letter or digit [usage]
error: --version-from cannot be "latest": give git, a variable like $VERSION, or a version like 1.2.3 [usage]
error: --maintainer cannot be "Sun": write it as Name <email> [usage]
error: --description cannot be "a $5 one": a $ would begin a variable there; leave it out [usage]
error: --homepage cannot be "dial.example": give a whole address, with https:// [usage]
error: --license cannot be "foo bar/baz": write it as MIT, as MIT OR Apache-2.0, or as LicenseRef-NAME where SPDX has no name for it [usage]
`,
    });
    expect(existsSync(join(cwd, 'nfpm.yaml'))).toBe(false);
  });
});
