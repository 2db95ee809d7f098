// Builds and releases to which something happens: errors of the system and signals, at each call
// that reaches for a file. JACO_PKG_ALL_FAULTS=1 takes all of them, which takes half an hour, and
// JACO_PKG_FAULTS_TABLE=FILE tells of each.
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { compiledCli } from '../support/cli.ts';
import { needs, scratchFolder } from '../support/tools.ts';
import { FORMATS, makeProject } from './project.ts';
import { Stage } from './stage.ts';

const isAll = process.env['JACO_PKG_ALL_FAULTS'] === '1';

const root = scratchFolder();
let cli = '';

const DATA = ['pwritev', 'pwrite64', 'fsync'];
const NAMES = ['rename', 'link', 'unlink', 'readlink'];
const READS = ['pread64', 'getdents64'];

const ERRORS = [
  ['ENOSPC', [...DATA, 'rename', 'link'], 0],
  ['EIO', [...DATA, ...NAMES, ...READS], 3],
  ['EACCES', NAMES, 6],
  ['EDQUOT', DATA, 9],
  ['EROFS', ['rename', 'link', 'unlink'], 1],
] as const;

/** Points of each kind: all there are, or as many as a run of all tests has time for. */
const COMMANDS = [
  {
    name: 'build',
    args: ['build', '-p', FORMATS, '-t', 'out'],
    most: isAll ? Number.POSITIVE_INFINITY : 1,
    errors: ERRORS,
  },
  {
    name: 'release',
    args: ['release', '--snapshot', '--clean', '-t', 'out'],
    most: isAll ? 25 : 1,
    // It writes its files as a build does.
    errors: isAll ? ERRORS : ERRORS.slice(0, 1),
  },
];

needs('strace')('when something happens', () => {
  beforeAll(() => {
    cli = compiledCli(join(root, 'compiled'));
  });

  describe.each(COMMANDS)('to a $name', ({ name, args, most, errors }) => {
    let stage: Stage;

    beforeAll(async () => {
      const folder = makeProject(join(root, name));
      stage = await Stage.set({ args: [cli, ...args], root, folder });
    });

    test.each([
      ['SIGKILL', 'KILL', 31],
      ['SIGINT', 'INT', 17],
      ['SIGTERM', 'TERM', 34],
    ] as const)(
      '%s leaves whole files, and the next run no others',
      async (signal, short, shift) => {
        const points = stage.points([...DATA, ...NAMES, ...READS], most, shift);
        expect(points.length).toBeGreaterThan(0);
        for (const call of points) {
          const left = await stage.disturbed({ call, what: `signal=${short}` });
          const where = `${call.name} ${call.number} ${call.text}`;
          // One that comes when all is done may come too late.
          const isDone = left.ended.status === 0 && left.files === 'new' && signal !== 'SIGKILL';
          if (!isDone) expect(left.ended.signal, where).toBe(signal);
          // One that is killed at once cannot rename several files at once.
          const whole = signal === 'SIGKILL' ? ['old', 'new', 'mixed'] : ['old', 'new'];
          expect(whole, where).toContain(left.files);
          if (signal !== 'SIGKILL') expect(left.temporary, where).toBe(0);
          await stage.endsWell(left.cwd);
        }
      },
    );

    test.each(errors)('%s is told, or does not matter', async (code, names, shift) => {
      for (const call of stage.points(names, most, shift)) {
        const left = await stage.disturbed({ call, what: `error=${code}` });
        const { status, signal, stderr } = left.ended;
        const where = `${call.name} ${call.number} ${call.text}: ${stderr}`;
        expect(signal, where).toBeNull();
        expect(left.files, where).toBe(status === 0 ? 'new' : 'old');
        if (status !== 0) {
          expect(status, where).toBe(1);
          expect(stderr, where).toMatch(new RegExp(`error: .*${code}.*\\[[a-z_]+\\]\\n`));
        }
        // What may not be removed stays, and goes with the next run.
        expect(left.temporary, where).toBeLessThanOrEqual(call.name === 'unlink' ? 1 : 0);
        await stage.endsWell(left.cwd);
      }
    });
  });
});
