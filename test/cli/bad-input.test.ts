// Every bad input ends the same way: exit 1, an error that says what and where, no file.
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesIn, runCli, workFolder } from './run-cli.ts';

const HEAD = `name: lamp
arch: amd64
version: 1.2.3
maintainer: Lamp Lighter <lamp@lighter.example>
`;

interface Case {
  readonly what: string;
  /** What follows line 4 of the recipe. */
  readonly yaml: string;
  readonly code: string;
  /** Start of the message. */
  readonly at: string;
  readonly names: string;
}

const CASES: readonly Case[] = [
  {
    what: 'an unknown key',
    yaml: 'dependz: [a]',
    code: 'config_unknown_key',
    at: 'nfpm.yaml:5:1 dependz',
    names: 'depends',
  },
  {
    what: 'a wrong type',
    yaml: 'depends: a',
    code: 'config_wrong_type',
    at: 'nfpm.yaml:5:10 depends',
    names: 'list',
  },
  {
    what: 'a missing source',
    yaml: 'contents:\n  - {src: wik, dst: /a}',
    code: 'content_missing',
    at: 'nfpm.yaml:6',
    names: 'wick',
  },
  {
    what: 'a glob without a match',
    yaml: 'contents:\n  - {src: "*.html", dst: /a}',
    code: 'content_glob_no_match',
    at: 'nfpm.yaml:6',
    names: '*.html',
  },
  {
    what: 'a source with a variable that is none',
    yaml: 'contents:\n  - {src: $HOME/wick, dst: /a}',
    code: 'content_missing',
    at: 'nfpm.yaml:6',
    names: '(variables in src are replaced only with expand: true)',
  },
  {
    what: 'a glob with such a variable',
    yaml: 'contents:\n  - {src: $HOME/*, dst: /a}',
    code: 'content_glob_no_match',
    at: 'nfpm.yaml:6',
    names: '(variables in src are replaced only with expand: true)',
  },
  {
    what: 'a collision',
    yaml: 'contents:\n  - {src: wick, dst: /a}\n  - {src: nfpm.yaml, dst: /a}',
    code: 'content_collision',
    at: 'nfpm.yaml:7',
    names: 'contents[0]',
  },
  {
    what: 'an invalid content type',
    yaml: 'contents:\n  - {src: wick, dst: /a, type: konfig}',
    code: 'config_value',
    at: 'nfpm.yaml:6:32 contents[0].type',
    names: 'did you mean config?',
  },
  {
    what: 'a bad compression',
    yaml: 'deb:\n  compression: lz4',
    code: 'config_value',
    at: 'nfpm.yaml:6:16 deb.compression',
    names: 'gzip',
  },
  {
    what: 'a bad epoch',
    yaml: 'epoch: second',
    code: 'config_value',
    at: 'nfpm.yaml:5:8 epoch',
    names: 'second',
  },
  {
    what: 'a missing script',
    yaml: 'scripts:\n  preremove: ./prerm.sh',
    code: 'script_unreadable',
    at: 'nfpm.yaml:6:14 scripts.preremove',
    names: 'prerm.sh',
  },
  {
    what: 'invalid YAML',
    yaml: 'depends: [a, b\ncontents: []',
    code: 'config_yaml',
    at: 'nfpm.yaml:6',
    names: ']',
  },
  {
    what: 'a folder where a file is expected',
    yaml: 'scripts:\n  preremove: folder',
    code: 'script_unreadable',
    at: 'nfpm.yaml:6:14',
    names: 'folder',
  },
];

const ALIAS_BOMB = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 9 }, (_, level) => {
    const item = `*a${level}`;
    return `a${level + 1}: &a${level + 1} [${Array(9).fill(item).join(', ')}]`;
  }),
].join('\n');

describe('bad input', () => {
  test.each(CASES)('$what', async ({ yaml, code, at, names }) => {
    const cwd = workFolder({ 'nfpm.yaml': `${HEAD}${yaml}\n`, wick: 'burns\n' });
    mkdirSync(join(cwd, 'folder'));
    const { stderr } = await refused(cwd, code);
    const line = stderr.split('\n').find((text) => text.endsWith(`[${code}]`));
    expect(line?.startsWith(`error: ${at}`), line).toBe(true);
    expect(line).toContain(names);
  });

  test('a missing name', async () => {
    const cwd = workFolder({ 'nfpm.yaml': 'version: 1.0.0\n' });
    expect((await refused(cwd, 'config_missing_key')).stderr).toContain('name');
  });

  test('an alias bomb', async () => {
    await refused(workFolder({ 'nfpm.yaml': `${HEAD}${ALIAS_BOMB}\n` }), 'config_alias_bomb');
  });

  test('a configuration of 100 MB', async () => {
    const cwd = workFolder({ 'nfpm.yaml': HEAD });
    truncateSync(join(cwd, 'nfpm.yaml'), 100_000_000);
    await refused(cwd, 'config_too_large');
  });

  test('a folder in the place of the package', async () => {
    const cwd = workFolder({ 'nfpm.yaml': HEAD });
    mkdirSync(join(cwd, 'out/lamp_1.2.3_amd64.deb'));
    const { code, stderr } = await runCli(['build', '-p', 'deb', '-t', 'out'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('[target_unwritable]');
    expect(filesIn(join(cwd, 'out'))).toEqual(['lamp_1.2.3_amd64.deb']);
  });

  test('a broken changelog', async () => {
    const cwd = workFolder({ 'nfpm.yaml': `${HEAD}changelog: log.yaml\n` });
    writeFileSync(join(cwd, 'log.yaml'), '- semver: 1.0.0\n  date: yesterday\n');
    expect((await refused(cwd, 'changelog_invalid')).stderr).toContain('log.yaml:2');
  });
});

async function refused(cwd: string, code: string) {
  const result = await runCli(['build', '-p', 'deb', '-t', 'out'], { cwd });
  expect(result).toMatchObject({ code: 1, stdout: '' });
  expect(result.stderr).toContain(`[${code}]`);
  expect(filesIn(join(cwd, 'out'))).toEqual([]);
  return result;
}
