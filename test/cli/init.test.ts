import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Ask } from '../../src/cli/converse.ts';
import { jsonSchema } from '../../src/index.ts';
import { compiledCli } from '../support/cli.ts';
import { needs, scratchFolder } from '../support/tools.ts';
import { runCli, workFolder } from './run-cli.ts';

const FLAGS = [
  ...['--yes', '--name', 'sundial', '--version-from', '1.2.3'],
  ...['--maintainer', 'Sun Dial <sun@dial.example>', '--description', 'tells the time'],
];

/** Away from whatever git is told about this machine's user. */
const env = { PATH: process.env['PATH'], HOME: '/nowhere' };

/** Somebody at the terminal who gives these answers, one after the other. */
function person(...answers: string[]) {
  const asked: string[] = [];
  const ask: Ask = async (question) => {
    asked.push(question);
    return answers[asked.length - 1] ?? '';
  };
  return { asked, converse: <Outcome>(talk: (with_: Ask) => Promise<Outcome>) => talk(ask) };
}

const read = (cwd: string) => parse(readFileSync(join(cwd, 'nfpm.yaml'), 'utf8'));

describe('what it writes', () => {
  test('makes packages, once what it names is there', async () => {
    const cwd = workFolder({ 'bin/sundial': '#!/bin/sh\n' });
    const made = await runCli(['i', ...FLAGS, '--binary', 'bin/sundial'], { cwd, env });
    expect(made).toEqual({
      code: 0,
      stdout: `wrote nfpm.yaml
next: jaco-pkg build -p deb --dry-run
then: jaco-pkg lint, which says what is still missing, such as the licence
`,
      stderr: '',
    });
    const built = await runCli(['build', '-p', 'deb,rpm,apk', '-t', 'out'], { cwd, env });
    expect(built).toMatchObject({ code: 0, stderr: '' });
  });

  test.each([
    ['git', '$' + '{PACKAGE_VERSION}'],
    ['$TAG', '$' + '{TAG}'],
    ['1.10', '1.10'],
    ['v2', 'v2'],
  ])('a version from %s', async (from, version) => {
    const cwd = workFolder({});
    await runCli(['init', ...FLAGS, '--version-from', from], { cwd, env });
    expect(read(cwd)).toMatchObject({ version });
  });

  test.each([
    ['no programs', []],
    ['texts that YAML would take for something else', ['--name', 'on', '--description', 'null']],
    ['texts with marks of YAML', ['--description', 'it: "does" #1 \\ \'thing\' @home [x]']],
    ['a program with blanks in its path', ['--binary', 'my build/it: #1']],
  ])('%s', async (_, more) => {
    const cwd = workFolder({});
    expect(await runCli(['init', ...FLAGS, ...more], { cwd, env })).toMatchObject({ code: 0 });
    const config = read(cwd);
    // By yaml's own reading, and by the schema that editors have.
    expect(z.fromJSONSchema(jsonSchema()).safeParse(config).error).toBeUndefined();
    const flags = new Map(more.map((flag, i) => [flag.replace('--', ''), more[i + 1] ?? '']));
    for (const key of ['name', 'license', 'description']) {
      if (flags.has(key)) expect(config[key]).toBe(flags.get(key));
    }
    if (flags.has('binary')) expect(config.contents[0].src).toBe(flags.get('binary'));
  });

  test('every example in it is one', async () => {
    const cwd = workFolder({
      'packaging/sundial.yaml': '',
      'packaging/copyright': '',
      'packaging/postinstall.sh': '#!/bin/sh\n',
      'packaging/preremove.sh': '#!/bin/sh\n',
      'share/a': '',
    });
    await runCli(['init', ...FLAGS], { cwd, env });
    const text = readFileSync(join(cwd, 'nfpm.yaml'), 'utf8');
    // What is YAML without its #, and no sentence.
    const [head = '', rest = ''] = text.split(/(?<=^contents:\n)/m);
    const uncommented = rest.replace(/^( *)# (?=\s*(?:- |\w+:(?: |$)))/gm, '$1');
    writeFileSync(join(cwd, 'nfpm.yaml'), head + uncommented);
    const { code, stdout, stderr } = await runCli(['build', '-p', 'deb,rpm,apk', '-n'], {
      cwd,
      env,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const path of ['/etc/sundial/sundial.yaml', '/usr/share/sundial/a', '/var/lib/sundial']) {
      expect(stdout).toMatch(new RegExp(` ${path}( |$)`, 'm'));
    }
    expect(stdout).toContain('/usr/bin/sundial-link');
  });
});

test('the examples of its help work as they stand', async () => {
  const { stdout } = await runCli(['init', '--help'], { env });
  const [, text = ''] = stdout.split('Examples:\n');
  const commands = text.replace(/\\\n/g, '').trim().split('\n');
  expect(commands).toHaveLength(2);
  for (const command of commands) {
    const words = command.match(/'[^']*'|\S+/g)?.map((word) => word.replace(/^'|'$/g, '')) ?? [];
    expect(words.shift()).toBe('jaco-pkg');
    const cwd = workFolder({});
    const someone = 'Jo Doe <jo@example.com>';
    const { converse } = person('app', '1.2.3', someone, 'does it all', '', '', 'build/app');
    expect(await runCli(words, { cwd, env, converse })).toMatchObject({ code: 0, stderr: '' });
    expect(read(cwd)).toMatchObject({ name: 'app', contents: [{ src: 'build/app' }] });
  }
});

describe('a file that is there', () => {
  test('is kept', async () => {
    const cwd = workFolder({ 'nfpm.yaml': 'mine' });
    const { code, stderr } = await runCli(['init', ...FLAGS], { cwd, env });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'error: nfpm.yaml is there already (--force overwrites it) [target_unwritable]\n',
    });
    expect(readFileSync(join(cwd, 'nfpm.yaml'), 'utf8')).toBe('mine');
  });

  test('is overwritten when that is asked for, or left alone for another', async () => {
    const cwd = workFolder({ 'nfpm.yaml': 'mine' });
    const other = await runCli(['init', ...FLAGS, '-f', 'other.yaml'], { cwd, env });
    expect(other.stdout).toContain('next: jaco-pkg build -f other.yaml');
    expect(readFileSync(join(cwd, 'nfpm.yaml'), 'utf8')).toBe('mine');
    expect(await runCli(['init', ...FLAGS, '--force'], { cwd, env })).toMatchObject({ code: 0 });
    expect(read(cwd)).toMatchObject({ name: 'sundial' });
  });

  test('cannot be in a folder that is not there', async () => {
    const cwd = workFolder({});
    const { code, stderr } = await runCli(['init', ...FLAGS, '-f', 'a/b.yaml'], { cwd, env });
    expect(code).toBe(1);
    expect(stderr).toBe(
      'error: a/b.yaml cannot be written: there is no such file [target_unwritable]\n',
    );
  });
});

describe('on a terminal', () => {
  test('it asks what the options leave open, and again when an answer is none', async () => {
    const cwd = workFolder({ 'package.json': '{ "name": "sundial", "license": "MIT" }' });
    const { asked, converse } = person(
      ...['', 'Sun', 'Sun Dial <sun@dial.example>', '', 'tells the time', '', '', 'bin/a bin/b'],
    );
    const args = ['init', '--version-from', 'git'];
    const { code, stderr } = await runCli(args, { cwd, env, converse });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: '  write it as Name <email>\n  say what it is\n',
    });
    expect(asked).toEqual([
      'Name of the package [sundial]: ',
      'Maintainer, as Name <email>: ',
      'Maintainer, as Name <email>: ',
      'What it is, in a line: ',
      'What it is, in a line: ',
      'Web page (or nothing): ',
      'Licence, as an SPDX expression (or nothing) [MIT]: ',
      'Programs to install, with blanks between (or nothing): ',
    ]);
    const { contents, ...rest } = read(cwd);
    expect(rest).toMatchObject({ name: 'sundial', description: 'tells the time', license: 'MIT' });
    expect(contents.map(({ dst }: { dst: string }) => dst)).toEqual(['/usr/bin/a', '/usr/bin/b']);
  });

  test('it asks nothing with --yes', async () => {
    const cwd = workFolder({});
    const { asked, converse } = person();
    await runCli(['init', ...FLAGS], { cwd, env, converse });
    expect(asked).toEqual([]);
  });

  test('an option that is no answer is refused at once', async () => {
    const cwd = workFolder({});
    const { asked, converse } = person('x');
    const { code } = await runCli(['init', '--name', 'A B'], { cwd, env, converse });
    expect({ code, asked }).toEqual({ code: 2, asked: [] });
  });
});

needs('script')('a real terminal', () => {
  const folder = scratchFolder();
  beforeAll(() => {
    compiledCli(join(folder, 'p'));
  });

  /** Types everything ahead, as a terminal lets one. */
  async function typed(keys: string, name: string) {
    const command = `exec '${process.execPath}' p/bin/jaco-pkg.js init -f ${name}.yaml`;
    const terminal = spawn('script', ['-qec', command, '/dev/null'], {
      cwd: folder,
      env: { ...env, TERM: 'dumb' },
    });
    let shown = '';
    terminal.stdout.on('data', (text) => {
      if (shown === '') terminal.stdin.write(keys);
      shown += text;
    });
    const [status] = await once(terminal, 'close');
    return { status, shown };
  }

  test('takes the answers in their order', async () => {
    const keys = 'sundial\n1.2.3\nA <a@b.example>\nshadows\n\nISC\nbin/dial\n';
    const { status, shown } = await typed(keys, 'a');
    expect(shown).toContain('wrote a.yaml');
    expect(status).toBe(0);
    expect(parse(readFileSync(join(folder, 'a.yaml'), 'utf8'))).toMatchObject({
      name: 'sundial',
      license: 'ISC',
      contents: [{ src: 'bin/dial' }],
    });
  });

  // Of a process that a signal ended, script gives what a shell would: 128 and the signal's number.
  test.each([
    ['\u0003', 130],
    ['\u0004', 1],
  ])('can be left with %j, and nothing is written', async (key, code) => {
    const { status, shown } = await typed(`sundial\n${key}`, 'b');
    expect(shown).toContain('[interrupted]');
    expect(status).toBe(code);
    expect(existsSync(join(folder, 'b.yaml'))).toBe(false);
  });
});
