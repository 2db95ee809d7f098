// Builds to which something happens: errors of the system and signals, at each call that reaches
// for a file. JACO_PKG_ALL_FAULTS=1 takes all of them, and JACO_PKG_FAULTS_TABLE=FILE tells of each.
import { appendFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { compiledCli } from '../support/cli.ts';
import { needs, scratchFolder } from '../support/tools.ts';
import { copyOf, FORMATS, filesOf, makeProject, temporaryIn } from './project.ts';
import {
  type Call,
  callsIn,
  type Ended,
  type Injection,
  run,
  type Watched,
  watch,
} from './strace.ts';
import { type Around, endOf, isTemporary, leftBy } from './verdict.ts';

const all = process.env['JACO_PKG_ALL_FAULTS'] === '1';
const table = process.env['JACO_PKG_FAULTS_TABLE'];
/** Of the points there are, every so many-th; signals take longer. */
const STEP = all ? { error: 1, signal: 1 } : { error: 15, signal: 40 };

const root = scratchFolder();
const project = join(root, 'project');
const log = join(root, 'strace.log');
let cli = '';
let calls: Call[] = [];
let around: Around;

const building = (cwd: string): Watched => ({
  program: process.execPath,
  args: [cli, 'build', '-p', FORMATS, '-t', 'out'],
  cwd,
  env: { TMPDIR: join(cwd, 'tmp') },
  log,
});

/** A build in a project of its own, to which something happens. */
async function disturbed(injection: Injection) {
  const cwd = copyOf(project, root);
  const ended = await watch(building(cwd), injection);
  const now = filesOf(join(cwd, 'out'));
  const left = leftBy(now, around);
  const temporary =
    [...now.keys()].filter(isTemporary).length + temporaryIn(join(cwd, 'tmp')).length;
  return { cwd, ended, left, temporary };
}

/** The next build puts everything right. */
async function endsWell(cwd: string): Promise<void> {
  expect(endOf(await run(building(cwd)))).toBe('0');
  expect(filesOf(join(cwd, 'out'))).toEqual(around.whole);
  expect(readdirSync(join(cwd, 'tmp'))).toEqual([]);
  rmSync(cwd, { recursive: true });
}

function tell({ call, what }: Injection, ended: Ended, left: string, temporary: number): void {
  if (table === undefined) return;
  const message = ended.stderr.split('\n', 1)[0]?.replaceAll(root, '').slice(0, 140);
  const row = [`${call.name} ${call.number}`, what, endOf(ended), left, temporary, message];
  appendFileSync(table, `| ${row.join(' | ')} |\n`);
}

/** Points of a kind, fewer of them in a short run; which, goes by what it is. */
function points(names: readonly string[], step: number, shift: number): Call[] {
  const some = calls.filter(({ name }) => names.includes(name));
  return some.filter((_, i) => (i + shift) % step === 0);
}

needs('strace')('a build to which something happens', () => {
  beforeAll(async () => {
    cli = compiledCli(join(root, 'compiled'));
    makeProject(project);
    // The first run tells what there is to be had, and the second what replacing it takes.
    expect(endOf(await watch(building(project)))).toBe('0');
    const whole = filesOf(join(project, 'out'));
    for (const name of whole.keys()) writeFileSync(join(project, 'out', name), `old ${name}`);
    around = { before: filesOf(join(project, 'out')), whole };
    const cwd = copyOf(project, root);
    expect(endOf(await watch(building(cwd)))).toBe('0');
    calls = callsIn(log, cwd);
    expect(filesOf(join(cwd, 'out'))).toEqual(whole);
  });

  const ANY = [
    'pread64',
    'pwritev',
    'pwrite64',
    'fsync',
    'rename',
    'link',
    'unlink',
    'readlink',
    'getdents64',
  ];

  test.each([
    ['SIGKILL', 'KILL', 0],
    ['SIGINT', 'INT', 13],
    ['SIGTERM', 'TERM', 26],
  ] as const)(
    '%s leaves whole files, and the next build no others',
    async (signal, short, shift) => {
      const some = points(ANY, STEP.signal, shift);
      expect(some.length).toBeGreaterThan(1);
      for (const call of some) {
        const injection = { call, what: `signal=${short}` };
        const { cwd, ended, left, temporary } = await disturbed(injection);
        tell(injection, ended, left, temporary);
        const where = `${call.name} ${call.number} ${call.text}`;
        expect(ended.signal, where).toBe(signal);
        // A process that may not end itself well cannot rename several files at once.
        expect(signal === 'SIGKILL' ? ['old', 'new', 'mixed'] : ['old', 'new'], where).toContain(
          left,
        );
        if (signal !== 'SIGKILL') expect(temporary, where).toBe(0);
        await endsWell(cwd);
      }
    },
  );

  test.each([
    ['ENOSPC', ['pwritev', 'pwrite64', 'fsync', 'rename', 'link'], 0],
    [
      'EIO',
      ['pread64', 'pwritev', 'pwrite64', 'fsync', 'rename', 'link', 'readlink', 'getdents64'],
      3,
    ],
    ['EACCES', ['rename', 'link', 'readlink', 'unlink'], 6],
    ['EDQUOT', ['pwritev', 'pwrite64', 'fsync'], 9],
    ['EROFS', ['rename', 'link', 'unlink'], 1],
  ] as const)('%s is told, or does not matter', async (code, names, shift) => {
    for (const call of points(names, STEP.error, shift)) {
      const injection = { call, what: `error=${code}` };
      const { cwd, ended, left, temporary } = await disturbed(injection);
      tell(injection, ended, left, temporary);
      const where = `${call.name} ${call.number} ${call.text}: ${ended.stderr}`;
      expect(ended.signal, where).toBeNull();
      expect(left, where).toBe(ended.status === 0 ? 'new' : 'old');
      if (ended.status !== 0) {
        expect(ended.status, where).toBe(1);
        expect(ended.stderr, where).toMatch(new RegExp(`error: .*${code}.*\\[[a-z_]+\\]\\n`));
        expect(ended.stderr, where).not.toContain('unexpected');
      }
      // What may not be removed stays, and goes with the next build.
      expect(temporary, where).toBeLessThanOrEqual(call.name === 'unlink' ? 1 : 0);
      await endsWell(cwd);
    }
  });
});
