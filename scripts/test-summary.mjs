// Summary of a test run from vitest's JSON report: which programs the packages were handed to, what
// was skipped for want of one, and the totals. With --totals only the last of these.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const args = process.argv.slice(2);
const totalsOnly = args.includes('--totals');
const path = args.find((arg) => !arg.startsWith('--')) ?? '';

if (existsSync(path)) summarize(JSON.parse(readFileSync(path, 'utf8')));
else endWith({ passed: 0, failed: 1, skipped: 0 });

function summarize(report) {
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  if (!totalsOnly) printConsumers(tests);
  const count = (...states) => tests.filter(({ status }) => states.includes(status)).length;
  const passed = count('passed');
  // A file that fails to load has no tests to count, and is a failure all the same.
  const failed = count('failed') || (report.success ? 0 : Math.max(1, report.numFailedTestSuites));
  endWith({ passed, failed, skipped: tests.length - passed - count('failed') });
}

function endWith({ passed, failed, skipped }) {
  process.stdout.write(
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
  );
  if (failed > 0) process.exitCode = 1;
}

/** Tests that need programs name them in a title, in square brackets. */
function printConsumers(tests) {
  const programs = new Map();
  for (const { ancestorTitles, title, status } of tests) {
    for (const program of neededBy([...ancestorTitles, title])) {
      const counts = programs.get(program) ?? { ran: 0, skipped: 0 };
      counts[status === 'passed' || status === 'failed' ? 'ran' : 'skipped'] += 1;
      programs.set(program, counts);
    }
  }
  process.stdout.write('\nTests against real programs:\n');
  for (const [program, { ran, skipped }] of [...programs].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const why = isHere(program) ? 'for want of another program' : 'not here';
    const outcome = ran > 0 ? `${ran} tests` : `${skipped} tests skipped: ${why}`;
    process.stdout.write(`  ${program.padEnd(20)} ${outcome}\n`);
  }
  process.stdout.write('\n');
}

function neededBy(titles) {
  return new Set(titles.flatMap((title) => / \[([\w, -]+)\]$/.exec(title)?.[1].split(', ') ?? []));
}

function isHere(program) {
  if (program === 'root') return process.getuid?.() === 0;
  const { HOME, PATH, XDG_CACHE_HOME = `${HOME}/.cache` } = process.env;
  const env = { PATH: `${PATH}:${XDG_CACHE_HOME}/jaco-pkg-tests` };
  return spawnSync('sh', ['-c', `command -v ${program}`], { env }).status === 0;
}
