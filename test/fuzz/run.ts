import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn } from './corpus.ts';
import { faultOf } from './judge.ts';
import { Random } from './random.ts';
import { inputOf, type Taken, type Target, taken } from './target.ts';

/** Something that is wrong, and the input that shows it. */
export interface Finding {
  readonly target: string;
  /** Of the input in its run. */
  readonly index: number;
  readonly fault: string;
  readonly input: Buffer;
}

/**
 * The inputs of one target and one seed: number `index` is the same whatever came before it, as
 * long as none is kept to go on from.
 */
export class Run {
  readonly target: Target;
  readonly #seed: string;
  readonly #corpus: string;
  #seeds: Taken[] | undefined;

  /** @param corpus a folder with more inputs to start from, in a folder of the target's name */
  constructor(target: Target, seed: string, corpus = '') {
    this.target = target;
    this.#seed = seed;
    this.#corpus = corpus === '' ? '' : join(corpus, target.name);
  }

  async input(index: number): Promise<Buffer> {
    this.#seeds ??= await this.#takeSeeds();
    return inputOf(this.#seeds, new Random(`${this.#seed} ${this.target.name} ${index}`));
  }

  /** Goes on from an input too; keeps it in the folder, if there is one. */
  keep(input: Buffer): void {
    this.#seeds?.push(taken(this.target, input));
    if (this.#corpus === '') return;
    mkdirSync(this.#corpus, { recursive: true });
    const name = createHash('sha256').update(input).digest('hex').slice(0, 16);
    writeFileSync(join(this.#corpus, name), input);
  }

  /** Reads one input, and judges what comes of it. */
  async try(index: number): Promise<Finding | undefined> {
    const input = await this.input(index);
    const fault = await faultIn(this.target, input);
    return fault === undefined ? undefined : { target: this.target.name, index, fault, input };
  }

  async #takeSeeds(): Promise<Taken[]> {
    const stored = this.#corpus === '' ? [] : filesIn(this.#corpus);
    const seeds = [...(await this.target.seeds()), ...stored];
    return seeds.map((seed) => taken(this.target, seed));
  }
}

/** What is wrong with how a target reads an input. */
export async function faultIn(target: Target, input: Buffer): Promise<string | undefined> {
  try {
    await target.read(input);
    return undefined;
  } catch (error) {
    return faultOf(error);
  }
}
