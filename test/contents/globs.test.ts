import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, test } from 'vitest';
import { isPattern, parsePattern } from '../../src/contents/glob-syntax.ts';
import { Glob, globBelow } from '../../src/contents/globs.ts';

const PLACE = { file: 'nfpm.yaml', key: 'contents[0].src' };

function glob(pattern: string): Glob {
  return new Glob(parsePattern(pattern, PLACE));
}

describe('a pattern', () => {
  test.each<[pattern: string, matches: string[], others: string[]]>([
    ['*.1', ['a.1', '.1', 'a b.1'], ['a.2', 'd/a.1', 'a.1x']],
    ['?', ['a', 'ü', '😀', '.'], ['', 'ab', '/']],
    ['**', ['', 'a', 'a/b/c'], []],
    ['**/*.dat', ['a/x.dat', 'a/b/x.dat', '/x.dat'], ['x.dat']],
    ['a/**/b', ['a/x/b', 'a/x/y/b', 'a//b'], ['a/b', 'a/xb']],
    ['a**b', ['ab', 'a/b', 'axb', 'ax/yb'], ['a']],
    ['***', ['', 'a/b'], []],
    ['{north,south}.ini', ['north.ini', 'south.ini'], ['east.ini', 'northsouth.ini']],
    ['{a/b,c}/d', ['a/b/d', 'c/d'], ['a/d', 'b/d']],
    ['x{,.gz}', ['x', 'x.gz'], ['x.g']],
    ['{a,{b,[cd]}e}', ['a', 'be', 'ce', 'de'], ['b', 'e', 'ae']],
    ['{*,**}{a,b}', ['ab', 'x/a', 'b'], ['c']],
    ['{a,ab}{bc,f}', ['abc', 'af', 'abf', 'abbc'], ['a', 'ab']],
    ['[ab]c', ['ac', 'bc'], ['cc', 'c']],
    ['[a-c]', ['a', 'b', 'c'], ['d', '-']],
    ['[!a-c]', ['d', '-'], ['a', 'b', '']],
    ['[!ab]', ['c', '!'], ['a', 'b']],
    ['[a^]', ['a', '^'], ['b']],
    ['[^a]', ['a', '^'], ['b']],
    ['[abc-e]', ['a', 'c', '-', 'e'], ['d']],
    ['[\\]x]', [']', 'x'], ['\\']],
    ['\\*', ['*'], ['a', '\\*']],
    ['\\{a,b\\}', ['{a,b}'], ['a', 'b']],
    ['a}b],c', ['a}b],c'], ['ab']],
  ])('%s', (pattern, matches, others) => {
    const compiled = glob(pattern);
    expect(matches.filter((path) => !compiled.matches(path))).toEqual([]);
    expect(others.filter((path) => compiled.matches(path))).toEqual([]);
  });

  test.each([
    ['lib[ab', 'the "[" at character 4'],
    ['[]', 'the "[" at character 1'],
    ['[!]', 'the "[" at character 1'],
    ['[a-]', 'the "[" at character 1'],
    ['[z-a]', 'the "[" at character 1'],
    ['[a-cx]', 'the "[" at character 1'],
    ['a{b,c', 'the "{" at character 2 is never closed'],
    ['{'.repeat(101), 'braces nest deeper than 100'],
  ])('%.20s is wrong', (pattern, why) => {
    expect(() => glob(pattern)).toThrow(
      expect.objectContaining({
        code: 'config_value',
        message: expect.stringContaining(why),
        problems: [expect.objectContaining({ place: PLACE })],
      }),
    );
  });

  test('takes time in step with the path, however many stars it has', () => {
    const many = glob(`${'*a'.repeat(30)}b`);
    expect(many.matches('a'.repeat(5000))).toBe(false);
  });
});

test.each([
  ['man/*.1', 'man', '*.1'],
  ['./doc/a?.md', './doc', 'a?.md'],
  ['../up/x{a,b}', '../up', 'x{a,b}'],
  ['/abs/*', '/abs', '*'],
  ['/*', '/', '*'],
  ['*/x', '', '*/x'],
  ['{left/a,right/b}/side', '', '{left/a,right/b}/side'],
  ['a\\{b\\}/c*', 'a{b}', 'c*'],
  ['a//b*', 'a', 'b*'],
])('%s is walked from %j', (pattern, base, rest) => {
  const found = globBelow(pattern, PLACE);
  expect(found.base).toBe(base);
  for (const path of ['a.1', 'ab', 'bx', 'cx', 'xa', 'left/a/side', 'a/x', 'x']) {
    expect([path, found.glob.matches(path)]).toEqual([path, glob(rest).matches(path)]);
  }
});

test.each([
  ['a/b.txt', false],
  ['a}b', false],
  ['a]b', false],
  ['a*', true],
  ['a?', true],
  ['[a]', true],
  ['{a}', true],
  ['\\a', true],
])('isPattern(%s) is %s', (src, expected) => {
  expect(isPattern(src)).toBe(expected);
});

describe('any pattern', () => {
  /** A pattern, with the regular expression that means the same. */
  type Pair = readonly [pattern: string, regex: string];
  const atoms: readonly Pair[] = [
    ['a', 'a'],
    ['b/', 'b/'],
    ['.', '\\.'],
    ['\\*', '\\*'],
    ['*', '[^/]*'],
    ['**', '[^]*'],
    ['?', '[^/]'],
    ['/', '/'],
    ['[ab]', '[ab]'],
    ['[!ab]', '[^ab]'],
    ['[.-b]', '[.-b]'],
    ['[!-.]', '[^\\-.]'],
  ];
  const part = fc.letrec<{ any: Pair; list: Pair }>((tie) => ({
    any: fc.oneof({ depthSize: 'small' }, fc.constantFrom(...atoms), tie('list').map(alternatives)),
    list: fc
      .array(tie('any'), { maxLength: 4 })
      // A star beside another would read as one with it.
      .filter((parts) =>
        parts.every(([text], at) => !text.startsWith('*') || !parts[at - 1]?.[0].endsWith('*')),
      )
      .map(
        (parts): Pair => [
          parts.map(([text]) => text).join(''),
          parts.map(([, regex]) => regex).join(''),
        ],
      ),
  }));
  function alternatives([pattern, regex]: Pair): Pair {
    return [`{${pattern},x,${pattern}/}`, `(?:${regex}|x|${regex}/)`];
  }
  const path = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '*', 'c'), maxLength: 8 });

  test('matches just what its regular expression matches', () => {
    fc.assert(
      fc.property(part.list, fc.array(path, { maxLength: 20 }), ([pattern, regex], candidates) => {
        const compiled = glob(pattern);
        const expected = new RegExp(`^(?:${regex})$`, 'u');
        for (const candidate of candidates) {
          expect([candidate, compiled.matches(candidate)]).toEqual([
            candidate,
            expected.test(candidate),
          ]);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('never gives up on a folder that has a match below', () => {
    fc.assert(
      fc.property(part.list, path, ([pattern], candidate) => {
        const compiled = glob(pattern);
        fc.pre(compiled.matches(candidate));
        for (let at = 0; at <= candidate.length; at += 1) {
          const alive = compiled.advance(compiled.start, candidate.slice(0, at));
          expect(alive).not.toHaveLength(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  // Not [!a]: nfpm's matches a slash.
  test('without **, escapes and negated classes matches as picomatch does', () => {
    const simple = fc
      .array(fc.constantFrom('a', 'b', '.c', '/', '*', '?', '[ab]', '{a,b}', '{a,*.c}'), {
        minLength: 1,
        maxLength: 5,
      })
      .filter((parts) => !/\*\*|\*}\*|\/\/|^\/|\/$/.test(parts.join('').replaceAll('?', 'q')));
    const plain = fc.array(fc.constantFrom('a', 'b', 'c', 'a.c', 'ab'), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(simple, fc.array(plain, { maxLength: 10 }), (parts, candidates) => {
        const pattern = parts.join('');
        const isMatch = picomatch(pattern, {
          dot: true,
          nonegate: true,
          noextglob: true,
          strictSlashes: true,
        });
        const compiled = glob(pattern);
        for (const names of candidates) {
          const candidate = names.join('/');
          expect([candidate, compiled.matches(candidate)]).toEqual([candidate, isMatch(candidate)]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
