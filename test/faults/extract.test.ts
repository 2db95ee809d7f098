// Extraction to which something happens: the folder is there whole, or not at all.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { deb } from '../../src/deb/index.ts';
import { written } from '../inspect/sample.ts';
import { compiledCli } from '../support/cli.ts';
import { needs, scratchFolder } from '../support/tools.ts';
import { filesOf } from './project.ts';
import { type Call, callsIn, run, type Watched, watch } from './strace.ts';

const isAll = process.env['JACO_PKG_ALL_FAULTS'] === '1';
const root = scratchFolder();
const log = join(root, 'strace.log');
let cli = '';
let calls: readonly Call[] = [];
let whole: ReadonlyMap<string, string>;

/** Extracts to a folder that is not there. */
const extracting = (cwd: string): Watched => ({
  program: process.execPath,
  args: [cli, 'extract', join(root, 'sundial.deb'), '-C', 'a/into'],
  cwd,
  log,
});

const newFolder = () => mkdtempSync(join(root, 'run-'));

/** All calls of some names, or a few. */
function points(...names: string[]): readonly Call[] {
  const some = calls.filter(({ name }) => names.includes(name));
  return isAll ? some : some.filter((_, i) => i % Math.ceil(some.length / 2) === 0);
}

needs('strace')('an extraction to which something happens', () => {
  beforeAll(async () => {
    cli = compiledCli(join(root, 'compiled'));
    writeFileSync(join(root, 'sundial.deb'), await written(deb));
    const cwd = newFolder();
    expect(await watch(extracting(cwd))).toMatchObject({ status: 0 });
    calls = callsIn(log, cwd);
    whole = filesOf(join(cwd, 'a/into'));
    expect(calls.length).toBeGreaterThan(20);
    expect(whole.size).toBe(3);
  });

  const STEPS = ['mkdir', 'symlink', 'fchmod', 'utimensat', 'rename'];

  test.each(['INT', 'TERM', 'KILL'])('SIG%s leaves all of it or none', async (short) => {
    for (const call of points(...STEPS)) {
      const cwd = newFolder();
      const { signal, status } = await watch(extracting(cwd), { call, what: `signal=${short}` });
      const where = `${call.name} ${call.number} ${call.text}`;
      const into = join(cwd, 'a/into');
      // One that comes when all is done may come too late.
      const isDone = status === 0 && existsSync(into) && short !== 'KILL';
      if (!isDone) expect(signal, where).toBe(`SIG${short}`);
      if (existsSync(into)) expect(filesOf(into), where).toEqual(whole);
      if (short !== 'KILL' && !existsSync(into)) expect(readdirSync(cwd), where).toEqual([]);
      rmSync(into, { recursive: true, force: true });
      expect(await run(extracting(cwd)), where).toMatchObject({ status: 0 });
      // What was left of the first has gone.
      expect(readdirSync(join(cwd, 'a')), where).toEqual(['into']);
      expect(filesOf(into), where).toEqual(whole);
    }
  });

  test.each(['ENOSPC', 'EIO', 'EACCES'])('%s leaves none of it, and is told', async (code) => {
    for (const call of points(...STEPS)) {
      const cwd = newFolder();
      const { status, stderr } = await watch(extracting(cwd), { call, what: `error=${code}` });
      const where = `${call.name} ${call.number} ${call.text}: ${stderr}`;
      expect(status, where).toBe(1);
      const reason = code === 'EACCES' ? 'permission denied' : code;
      expect(stderr, where).toMatch(new RegExp(`^error: .*${reason}.*\\[target_unwritable\\]\\n$`));
      expect(stderr, where).not.toContain('.tmp');
      expect(readdirSync(cwd), where).toEqual([]);
    }
  });

  test('a package that the disk does not give is told so', async () => {
    await watch(extracting(newFolder()));
    const reads = callsIn(log, 'sundial.deb').filter(({ name }) => name === 'pread64');
    expect(reads.length).toBeGreaterThan(3);
    for (const call of isAll ? reads : [reads[0], reads.at(-1)]) {
      if (!call) continue;
      const cwd = newFolder();
      const { status, stderr } = await watch(extracting(cwd), { call, what: 'error=EIO' });
      expect(stderr).toMatch(/^error: .*sundial\.deb.*EIO.*\[package_unreadable\]\n$/);
      expect(status).toBe(1);
      expect(readdirSync(cwd)).toEqual([]);
    }
  });

  test('a folder that was there keeps what it had', async () => {
    const [call] = points('fchmod');
    if (!call) throw new TypeError('no call');
    const cwd = newFolder();
    mkdirSync(join(cwd, 'a/into'), { recursive: true });
    writeFileSync(join(cwd, 'a/into/mine'), 'mine');
    const { status } = await watch(extracting(cwd), { call, what: 'error=EIO' });
    expect(status).toBe(1);
    expect(readdirSync(join(cwd, 'a/into'))).toEqual(['mine']);
  });
});
