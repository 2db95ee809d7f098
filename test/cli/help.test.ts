import { describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

describe('help', () => {
  test.each([[['--help']], [['help']], [['-h']]])('%j teaches', async (args) => {
    const { code, stdout } = await runCli(args);
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain('Exit status:');
  });

  test.each([[['build', '--help']], [['help', 'build']]])('%j tells of build', async (args) => {
    const { code, stdout } = await runCli(args);
    expect(code).toBe(0);
    expect(stdout).toContain('--packager');
    expect(stdout).toContain('PACKAGE_VERSION');
  });

  test.each([
    [
      ['help', 'minisign', 'keygen'],
      ['minisign', 'keygen', '--help'],
    ],
    [
      ['help', 'release', 'merge'],
      ['release', 'merge', '--help'],
    ],
    [
      ['help', 'publish', 'github'],
      ['publish', 'github', '--help'],
    ],
    [
      ['help', 'pkg'],
      ['build', '--help'],
    ],
  ])('%j tells the same as %j', async (asked, same) => {
    const result = await runCli(asked);
    expect(result).toEqual(await runCli(same));
    expect(result.stdout).toMatch(/^Usage: jaco-pkg /);
  });

  test.each([
    [['foo'], 'foo (jaco-pkg --help tells what there is)'],
    [['buidl'], 'buidl (did you mean build?)'],
    [['minisign', 'sgin'], 'minisign sgin (did you mean minisign sign?)'],
    [['release', 'nothing'], 'release nothing (jaco-pkg release --help tells what there is)'],
  ])('says that there is no command %j', async (names, told) => {
    expect(await runCli(['help', ...names])).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: there is no command ${told} [usage]\n`,
    });
  });

  test.each([
    ['extract', /-C, --directory <folder> .*\(required\)/s],
    ['report', /-o, --output <file> .*\(required\)/s],
    ['diff', /^Usage: jaco-pkg diff \[options\] <before> <after>\n/],
    ['build', /\nExit status: 0 .*\nExamples:\n/s],
    ['release', /\nExit status: 0 .*\nExamples:\n/s],
    ['lint', /docs\/lint-rules\.md has all rules/],
  ])('of %s is true', async (command, text) => {
    expect((await runCli([command, '--help'])).stdout).toMatch(text);
  });

  test('of no command shows the inside of an option', async () => {
    for (const command of ['build', 'release', 'verify', 'upgrade', 'inspect', 'init']) {
      expect((await runCli([command, '--help'])).stdout).not.toContain('[]');
    }
    const { stdout } = await runCli(['minisign', 'verify', '--help']);
    expect(stdout).toMatch(/trusted \(default:\s+minisign\.pub\)\n/);
  });

  test.each(['--version', '-V', '-v'])('%s prints the version of the package', async (option) => {
    const { code, stdout } = await runCli([option]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
  });
});
