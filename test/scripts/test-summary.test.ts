import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REPOSITORY } from '../support/cli.ts';
import { run, scratchFolder } from '../support/tools.ts';

const folder = scratchFolder();

function summary(report: unknown, ...options: string[]) {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify(report));
  return run(process.execPath, [join(REPOSITORY, 'scripts/test-summary.mjs'), path, ...options]);
}

const one = (status: string, ...ancestorTitles: string[]) => ({
  status,
  title: 't',
  ancestorTitles,
});
const reportOf = (success: boolean, ...assertionResults: unknown[]) => ({
  success,
  numFailedTestSuites: success ? 0 : 1,
  testResults: [{ assertionResults }],
});

test('the totals are the last line, and a failure is one', () => {
  const passed = summary(reportOf(true, one('passed'), one('passed')));
  expect(passed.stdout).toMatch(/\n2 passed, 0 failed\n$/);
  expect(passed.status).toBe(0);
  const failed = summary(reportOf(false, one('passed'), one('failed'), one('skipped')));
  expect(failed.stdout).toMatch(/\n1 passed, 1 failed, 1 skipped\n$/);
  expect(failed.status).toBe(1);
});

test('with --totals there is nothing else', () => {
  const { stdout } = summary(reportOf(true, one('passed', 'x [dpkg]')), '--totals');
  expect(stdout).toBe('1 passed, 0 failed\n');
});

test('a file that did not load is a failure', () => {
  const { status, stdout } = summary(reportOf(false, one('passed')), '--totals');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '1 passed, 1 failed\n' });
});

test('a run without a report is a failure', () => {
  const script = join(REPOSITORY, 'scripts/test-summary.mjs');
  const { status, stdout } = run(process.execPath, [script, join(folder, 'none'), '--totals']);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '0 passed, 1 failed\n' });
});

test('the programs that took part are named, and those that did not', () => {
  const { stdout } = summary(
    reportOf(
      true,
      one('passed', 'upgrades [sh, node]', 'keeps it'),
      one('passed', 'installs [sh]'),
      one('skipped', 'installs [no-such-program, sh]'),
    ),
  );
  expect(stdout).toMatch(/^ {2}sh +2 tests$/m);
  expect(stdout).toMatch(/^ {2}node +1 tests$/m);
  expect(stdout).toMatch(/^ {2}no-such-program +1 tests skipped: not here$/m);
});
