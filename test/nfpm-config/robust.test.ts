import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatProblem, JacoPkgError } from '../../src/errors.ts';
import { FORMAT_NAMES } from '../../src/model/package.ts';
import { type ConfigInput, configFrom } from '../../src/nfpm-config/index.ts';
import { configText } from './support.ts';

const EVERY_KEY = readFileSync(new URL('every-key.yaml', import.meta.url), 'utf8');
const WORDS = [...new Set(EVERY_KEY.match(/[a-z_]{3,}/g))];

/** Reads a configuration as every format; whatever it is, only a JacoPkgError may come of it. */
function survives(read: () => ReturnType<typeof configText>): void {
  try {
    const config = read();
    for (const format of FORMAT_NAMES) config.recipe(format);
  } catch (error) {
    if (!(error instanceof JacoPkgError)) throw error;
    for (const problem of error.problems) {
      // A script may give NaN, which is then told as any other value.
      expect(formatProblem(problem)).not.toMatch(/undefined|\[object|(?<!\bnot )NaN/);
      expect(problem.place?.line ?? 1).toBeGreaterThan(0);
      expect(problem.place?.column ?? 1).toBeGreaterThan(0);
    }
  }
}

const pieces = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constantFrom(
    ...': |: |- |\n|\n  |\n    |[|]|{|}|, |&a |*a|<<: |"|\'|!!str |!x |# |~|0644|? |%|@|`|\t|\r|$X|${|---\n|...\n|\u0000|😀|>\n|=|1.10|yes|||'.split(
      '|',
    ),
  ),
  fc.constantFrom('|', '|-\n', '!!null ', '"\\ud800"'),
);

test('YAML-like noise is refused or read', () => {
  const noise = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(noise, (text) => survives(() => configText(`name: foo\n${text}`))),
    { numRuns: 2000 },
  );
});

test('a valid file with a part replaced is refused or read', () => {
  const edit = fc.tuple(fc.nat(EVERY_KEY.length), fc.nat(20), pieces);
  fc.assert(
    fc.property(edit, ([at, length, piece]) => {
      survives(() => configText(EVERY_KEY.slice(0, at) + piece + EVERY_KEY.slice(at + length)));
    }),
    { numRuns: 500 },
  );
});

test('any text is refused or read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => survives(() => configText(text))),
    { numRuns: 1000 },
  );
});

test('any object is refused or read', () => {
  const keys = fc.constantFrom(...WORDS, '__proto__', 'constructor', '0');
  const values = fc.anything({ key: keys, withDate: true, withTypedArray: true, withBigInt: true });
  fc.assert(
    fc.property(fc.dictionary(keys, values), (object) => {
      survives(() => configFrom({ name: 'foo', ...object } as ConfigInput, { env: {}, cwd: '/' }));
    }),
    { numRuns: 2000 },
  );
});
