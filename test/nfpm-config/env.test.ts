import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandVariables } from '../../src/nfpm-config/env.ts';

const VARIABLES: ReadonlyMap<string, string> = new Map([
  ['A', 'one'],
  ['_B2', 'two'],
  ['DOLLAR', '$A'],
  ['1', 'first'],
  ['*', 'star'],
  ['A B', 'spaced'],
]);
const expand = (text: string) => expandVariables(text, (name) => VARIABLES.get(name) ?? '');

// What Go 1.26 prints for the same.
test.each([
  ['', ''],
  ['plain', 'plain'],
  ['$A', 'one'],
  [`\${A}`, 'one'],
  ['x$A-y', 'xone-y'],
  ['$AB', ''],
  ['$A$A', 'oneone'],
  ['$_B2.', 'two.'],
  ['$UNSET|', '|'],
  [`\${A:-x}|`, '|'],
  [`\${A B}`, 'spaced'],
  [`\${A\n}|`, '|'],
  ['$DOLLAR', '$A'],
  ['$1x', 'firstx'],
  ['$12', 'first2'],
  [`\${1}2`, 'first2'],
  ['$*', 'star'],
  [`\${*}`, 'star'],
  ['$$', ''],
  ['$$A', 'A'],
  ['$', '$'],
  ['a$', 'a$'],
  ['$ A', '$ A'],
  ['$.', '$.'],
  ['$é', '$é'],
  ['$(A)', '$(A)'],
  [`\${}`, ''],
  [`\${}A`, 'A'],
  ['${', ''],
  ['a${b', 'ab'],
  ['${A', 'A'],
  [`\${A}\${`, 'one'],
  ['$}', '$}'],
  ['\\$A', '\\one'],
])('%j becomes %j', (text, expanded) => {
  expect(expand(text)).toBe(expanded);
});

test('never throws, and leaves text without a dollar alone', () => {
  const texts = fc.string({ unit: fc.constantFrom('$', '{', '}', 'A', '1', '*', ' ', 'é', '\n') });
  fc.assert(
    fc.property(texts, (text) => {
      const expanded = expand(text);
      if (!text.includes('$')) expect(expanded).toBe(text);
      expect(expandVariables(text, () => '').length).toBeLessThanOrEqual(text.length);
    }),
  );
});

test('a name in braces is exactly what is between them', () => {
  const names = fc.string().filter((name) => name !== '' && !name.includes('}'));
  fc.assert(
    fc.property(names, (name) => {
      const asked: string[] = [];
      expandVariables(`\${${name}}`, (variable) => String(asked.push(variable)));
      expect(asked).toEqual([name]);
    }),
  );
});
