// A command that is run again and again in copies of one folder, each time with something else
// going wrong.
import { appendFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { copyOf, filesOf, temporaryIn } from './project.ts';
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

export interface Play {
  /** What is run, in a folder. */
  readonly args: readonly string[];
  /** A folder for all copies. */
  readonly root: string;
  /** What is copied: the command writes to `out` in it. */
  readonly folder: string;
}

/** What is left after a command was disturbed. */
export interface Left {
  readonly cwd: string;
  readonly ended: Ended;
  /** `old`, `new` or `mixed`, when all files are whole. */
  readonly files: string;
  readonly temporary: number;
}

const table = process.env['JACO_PKG_FAULTS_TABLE'];

export class Stage {
  readonly #play: Play;
  readonly #log: string;
  #around: Around = { before: new Map(), whole: new Map() };
  /** Of an undisturbed run. */
  calls: readonly Call[] = [];

  private constructor(play: Play) {
    this.#play = play;
    this.#log = join(play.root, 'strace.log');
  }

  /** Runs the command until it is known what it does, first and over what is there. */
  static async set(play: Play): Promise<Stage> {
    const stage = new Stage(play);
    const { root, folder } = play;
    const out = join(folder, 'out');
    expect(endOf(await watch(stage.#watched(folder)))).toBe('0');
    const whole = filesOf(out);
    for (const name of whole.keys()) writeFileSync(join(out, name), `old ${name}`);
    stage.#around = { before: filesOf(out), whole };
    const cwd = copyOf(folder, root);
    expect(endOf(await watch(stage.#watched(cwd)))).toBe('0');
    stage.calls = callsIn(stage.#log, cwd);
    expect(filesOf(join(cwd, 'out'))).toEqual(whole);
    return stage;
  }

  /** Calls of some names, at most so many of them, spread out; `shift` says which. */
  points(names: readonly string[], most: number, shift: number): Call[] {
    const some = this.calls.filter(({ name }) => names.includes(name));
    const step = Math.max(1, Math.ceil(some.length / most));
    return some.filter((_, i) => i % step === shift % step);
  }

  async disturbed(injection: Injection): Promise<Left> {
    const cwd = copyOf(this.#play.folder, this.#play.root);
    const ended = await watch(this.#watched(cwd), injection);
    const now = filesOf(join(cwd, 'out'));
    const inOut = [...now.keys()].filter(isTemporary).length;
    const temporary = inOut + temporaryIn(join(cwd, 'tmp')).length;
    const left = { cwd, ended, files: leftBy(now, this.#around), temporary };
    this.#tell(injection, left);
    return left;
  }

  /** The next run puts everything right. */
  async endsWell(cwd: string): Promise<void> {
    expect(endOf(await run(this.#watched(cwd)))).toBe('0');
    expect(filesOf(join(cwd, 'out'))).toEqual(this.#around.whole);
    expect(readdirSync(join(cwd, 'tmp'))).toEqual([]);
    rmSync(cwd, { recursive: true });
  }

  #watched(cwd: string): Watched {
    const env = { TMPDIR: join(cwd, 'tmp'), SOURCE_DATE_EPOCH: '1700000000' };
    return { program: process.execPath, args: this.#play.args, cwd, env, log: this.#log };
  }

  #tell({ call, what }: Injection, { ended, files, temporary }: Left): void {
    if (table === undefined) return;
    const message = ended.stderr.split('\n', 1)[0]?.replaceAll(this.#play.root, '').slice(0, 140);
    const row = [this.#play.args[1], `${call.name} ${call.number}`, what, endOf(ended), files];
    appendFileSync(table, `| ${[...row, temporary, message].join(' | ')} |\n`);
  }
}
