import { expect, test } from 'vitest';
import { sourceFiles } from './sources.ts';

const tests = sourceFiles('test').filter(({ path }) => !path.startsWith('test/support/'));

/** Not to be found in tests, each with the reason. */
test.each([
  [/\.(?:skipIf|runIf)\((?!process\.platform)/, 'needs() skips, and says for want of what'],
  [/\b(?:test|it|describe)\.(?:skip|todo)\(/, 'a test is run, or is not there'],
  [/\b(?:test|it|describe)\.only\(/, 'the others are to run as well'],
])('no test has %s: %s', (pattern) => {
  const found = tests.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
  expect(found).toEqual([]);
});
