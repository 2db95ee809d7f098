import { describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const CALLS: readonly (readonly [readonly string[], string, string])[] = [
  [['build', '--bogus'], "unknown option '--bogus'", 'jaco-pkg build --help tells more'],
  [
    ['build', '--jsn'],
    "unknown option '--jsn'",
    'did you mean --json? jaco-pkg build --help tells more',
  ],
  [
    ['build', 'x'],
    "too many arguments for 'build'. Expected 0 arguments but got 1",
    'jaco-pkg build --help tells more',
  ],
  [['diff', 'a'], "missing required argument 'after'", 'jaco-pkg diff --help tells more'],
  [
    ['build', '--cache-size', 'much'],
    "option '--cache-size <size>' argument 'much' is invalid. It is a number, with K, M, G or T behind it",
    'jaco-pkg build --help tells more',
  ],
  [
    ['schema', 'nope'],
    "command-argument value 'nope' is invalid for argument 'file'. Allowed choices are nfpm, extensions",
    'jaco-pkg schema --help tells more',
  ],
  [
    ['report', 'dist'],
    "required option '-o, --output <file>' not specified",
    'jaco-pkg report --help tells more',
  ],
  [['buidl'], "unknown command 'buidl'", 'did you mean build? jaco-pkg --help tells more'],
  [
    ['minisign', 'sgin'],
    "unknown command 'sgin'",
    'did you mean sign? jaco-pkg minisign --help tells more',
  ],
];

describe('a call that is wrong', () => {
  test.each(CALLS)('%j: %s', async (args, message, hint) => {
    expect(await runCli(args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: ${message} (${hint}) [usage]\n`,
    });
  });

  test.each([
    [['build', '--json', '--bogus']],
    [['build', '--bogus', '--json']],
    [['build', '--cache-size', 'much', '--json']],
  ])('is told as JSON where that is asked for: %j', async (args) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      errors: [
        {
          code: 'usage',
          message: expect.stringMatching(/^unknown option|is invalid/),
          hint: 'jaco-pkg build --help tells more',
        },
      ],
    });
    expect(stderr).toMatch(/^error: .* \[usage\]\n$/);
  });

  test.each([[['build', '--bogus', '--', '--json']], [['build', '--bogus', '--config=--json']]])(
    'is not where it is no option: %j',
    async (args) => {
      expect(await runCli(args)).toMatchObject({ code: 2, stdout: '' });
    },
  );

  test.each([
    [['nosuch', '--help'], 'nosuch (jaco-pkg --help tells what there is)'],
    [['minisign', 'sgin', '-h'], 'minisign sgin (did you mean minisign sign?)'],
  ])('does not show the help of another command: %j', async (args, told) => {
    expect(await runCli(args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: there is no command ${told} [usage]\n`,
    });
  });

  test.each([[[]], [['minisign']]])(
    'shows the help where a command is missing: %j',
    async (args) => {
      const { code, stdout, stderr } = await runCli(args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^Usage: jaco-pkg /);
    },
  );
});
