import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { measure, parseReport } from '../../bench/measure.ts';
import { compare } from '../../bench/rounds.ts';
import type { Contender } from '../../bench/workload.ts';
import { needs, scratchFolder } from '../support/tools.ts';

const folder = scratchFolder();
const output = join(folder, 'output');
const { signal } = new AbortController();

const sh = (script: string) => ({ program: 'sh', args: ['-c', script, output], cwd: folder });
const contender = (tool: string, ...scripts: string[]): Contender => {
  return { tool, needs: [], commands: scripts.map(sh) };
};

test('the report of GNU time is read, also after its remark on a failure', () => {
  expect(parseReport('1.50 0.25 2048\n')).toEqual({ cpu: 1.75, rss: 2048 * 1024 });
  expect(parseReport('Command exited with non-zero status 3\n0.00 0.01 1\n').rss).toBe(1024);
  expect(() => parseReport('real 0.1')).toThrow('not GNU time');
});

needs('/usr/bin/time')('a measured process', () => {
  test('takes what it takes', async () => {
    const busy =
      'const end = process.cpuUsage().user + 2e5; while (process.cpuUsage().user < end);';
    const hungry = 'globalThis.hold = Buffer.alloc(150e6, 1);';
    const args = ['-e', busy + hungry];
    const cost = await measure({ program: process.execPath, args, cwd: folder }, signal);
    expect(cost.cpu).toBeGreaterThanOrEqual(0.2);
    expect(cost.wall).toBeGreaterThanOrEqual(0.2);
    expect(cost.rss).toBeGreaterThan(150e6);
  });

  test('that fails says why', async () => {
    await expect(measure(sh('echo no room >&2; exit 3'), signal)).rejects.toThrow(
      'sh ended with code 3: no room',
    );
  });

  test('is ended with all it started when interrupted', async () => {
    const controller = new AbortController();
    const running = measure(sh('sleep 300 & echo $! > pid; wait'), controller.signal);
    const ended = expect(running).rejects.toThrow('abort');
    const pid = () => Number(existsSync(join(folder, 'pid')) && readFileSync(join(folder, 'pid')));
    await expect.poll(pid, { timeout: 30_000 }).toBeGreaterThan(0);
    controller.abort();
    await ended;
    await expect.poll(() => isRunning(pid()), { timeout: 30_000 }).toBe(false);
  });
});

needs('/usr/bin/time')('tools', () => {
  const log = () => readFileSync(join(folder, 'log'), 'utf8').split('\n').filter(Boolean);
  const workload = (...contenders: Contender[]) => ({ id: 'some', title: 'Some', contenders });

  test('run by turns, each with an empty folder, and their commands are added up', async () => {
    const a = contender('a', 'ls "$0" | wc -l >> log; echo 12345 > "$0/x"', 'echo a >> log');
    const b = contender('b', 'echo b >> log; echo 123 > "$0/y"');
    const effort = { most: 2, seconds: Number.POSITIVE_INFINITY };
    const { results, failures } = await compare(workload(a, b), effort, output, signal);
    expect(log()).toEqual(['0', 'a', 'b', '0', 'a', 'b']);
    expect(results.map(({ tool, size, runs }) => [tool, size, runs])).toEqual([
      ['a', 6, 2],
      ['b', 4, 2],
    ]);
    expect(failures).toEqual([]);
  });

  test('are prepared once, which is not counted', async () => {
    const prepared = {
      ...contender('a', 'test -e ready'),
      prepare: sh('test ! -e ready && > ready'),
    };
    const effort = { most: 3, seconds: Number.POSITIVE_INFINITY };
    const { results, failures } = await compare(workload(prepared), effort, output, signal);
    expect(failures).toEqual([]);
    expect(results.map(({ runs }) => runs)).toEqual([3]);
  });

  test('run once at least, and no more than time allows', async () => {
    const { results } = await compare(
      workload(contender('a', 'true')),
      { most: 5, seconds: 0 },
      output,
      signal,
    );
    expect(results.map(({ runs }) => runs)).toEqual([1]);
  });

  test('that fail are told of, and the others go on', async () => {
    const tools = workload(contender('bad', 'exit 1'), contender('good', 'true'));
    const { results, failures } = await compare(tools, { most: 2, seconds: 9 }, output, signal);
    expect(results.map(({ tool, runs }) => [tool, runs])).toEqual([['good', 2]]);
    expect(failures.map(({ tool }) => tool)).toEqual(['bad']);
  });
});

describe('all workloads', () => {
  test('have ids of their own, and jaco-pkg first', async () => {
    const { workloads } = await import('../../bench/workloads.ts');
    const all = workloads({ cli: 'cli.js', home: folder, output });
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map(({ contenders }) => contenders[0]?.tool))).toEqual(
      new Set(['jaco-pkg']),
    );
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
