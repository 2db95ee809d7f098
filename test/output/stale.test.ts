import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { type Holder, ownHolder } from '../../src/holder.ts';
import { OutputSet } from '../../src/output/index.ts';
import { temporaryPath } from '../../src/output/temporary.ts';
import { prose } from '../support/samples.ts';
import { needs, output, run, scratchFolder } from '../support/tools.ts';

const scratch = scratchFolder();
const freshFolder = () => mkdtempSync(join(scratch, 'folder-'));

async function write(path: string): Promise<void> {
  const set = new OutputSet();
  await set.stage(path, [prose(10)]);
  await set.commit();
}

needs('sh')('what a killed run left', () => {
  /** A process that has ended. */
  const dead = (): Holder => ({ ...ownHolder(), pid: Number(run('sh', ['-c', 'echo $$']).stdout) });

  /** What remains of some files, by their names, once another one was written. */
  async function remains(paths: readonly string[], path: string): Promise<string[]> {
    for (const one of paths) writeFileSync(one, 'left');
    await write(path);
    const names = readdirSync(join(path, '..'));
    return paths.map((one) => basename(one)).filter((one) => names.includes(one));
  }

  test.each(['a.deb', 'x'.repeat(255)])(
    'goes when the same name is written again: %s',
    async (name) => {
      const folder = freshFolder();
      const stale = [dead(), dead()].map((holder) => temporaryPath(folder, name, holder));
      if (process.platform === 'linux') {
        stale.push(temporaryPath(folder, name, { ...ownHolder(), started: '1' }));
      }
      expect(await remains(stale, join(folder, name))).toEqual([]);
    },
  );

  test('stays if it is of another name, or its process may live', async () => {
    const folder = freshFolder();
    const others = [
      temporaryPath(folder, 'a.deb'),
      temporaryPath(folder, 'b.deb', dead()),
      temporaryPath(folder, 'a.deb', { ...dead(), space: 'pid:[1]' }),
      temporaryPath(folder, 'a.deb', { ...dead(), machine: 'other' }),
      temporaryPath(folder, 'a.deb', dead()).replace('.jaco-pkg', ''),
      temporaryPath(folder, 'a.deb', dead()).replace('/.', '/'),
    ];
    const names = others.map((path) => basename(path));
    expect(await remains(others, join(folder, 'a.deb'))).toEqual(names);
  });
});

describe('several sets at once', () => {
  test('of one process do not take each other for dead', async () => {
    const folder = freshFolder();
    const [one, two] = [new OutputSet(), new OutputSet()];
    await one.stage(join(folder, 'a'), [prose(10)]);
    await two.stage(join(folder, 'a'), [prose(20)]);
    await one.commit();
    expect(statSync(join(folder, 'a')).size).toBe(10);
    await two.commit();
    expect(statSync(join(folder, 'a')).size).toBe(20);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  needs('unshare', 'root').test('of two containers, neither', async () => {
    const program = join(scratch, 'stage.mjs');
    buildSync({
      stdin: {
        contents: `import { OutputSet } from './src/output/index.ts';
          const set = new OutputSet();
          await set.stage(process.argv[2], [Buffer.from(process.argv[3])]);
          console.log(process.pid);
          for await (const _ of process.stdin);
          await set.commit();`,
        resolveDir: join(import.meta.dirname, '../..'),
      },
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
    });
    const path = join(freshFolder(), 'a.deb');
    const args = ['--pid', '--fork', process.execPath, program, path];
    const first = spawn('unshare', [...args, 'first'], { stdio: ['pipe', 'pipe', 'inherit'] });
    expect(String((await once(first.stdout, 'data'))[0])).toBe('1\n');
    expect(output('unshare', [...args, 'second'])).toBe('1\n');
    first.stdin.end();
    expect(await once(first, 'exit')).toEqual([0, null]);
    expect(statSync(path).size).toBe('first'.length);
    expect(readdirSync(join(path, '..'))).toEqual(['a.deb']);
  });
});
