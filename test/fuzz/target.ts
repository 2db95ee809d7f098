import { type Mutator, mutateBytes } from './mutate.ts';
import type { Random } from './random.ts';

/** A piece of an input that is changed in its own way. */
export interface Part {
  readonly mutate: Mutator;
  readonly bytes: Buffer;
}

/** An input, taken apart. */
export interface Taken {
  readonly parts: readonly Part[];
  /** Puts it together again, with the lengths and checksums around the parts made right. */
  join(parts: readonly Buffer[]): Buffer;
}

/** A reader that is fed. */
export interface Target {
  readonly name: string;
  /** Inputs that are right, or nearly; all others are made of them. */
  seeds(): Promise<readonly Buffer[]>;
  /** Throws for an input that it cannot take apart; such are changed as bytes. */
  takeApart?(input: Buffer): Taken;
  /** Reads an input. What it throws is judged; it also throws an `Oddity` of its own. */
  read(input: Buffer): Promise<void>;
}

/** What a reader did wrong without throwing. */
export class Oddity extends Error {
  override readonly name = 'Oddity';
}

/** A seed with its parts; what cannot be taken apart is one part. */
export function taken(target: Target, input: Buffer): Taken {
  try {
    const apart = target.takeApart?.(input);
    if (apart && apart.parts.length > 0) return apart;
  } catch {
    // Changed as bytes, then.
  }
  const join = ([bytes]: readonly Buffer[]) => bytes ?? Buffer.alloc(0);
  return { parts: [{ mutate: mutateBytes, bytes: input }], join };
}

/** Input number `index` of a run. */
export function inputOf(seeds: readonly Taken[], random: Random): Buffer {
  const seed = random.pick(seeds);
  const parts = seed.parts.map(({ bytes }) => bytes);
  for (let left = random.once(4) ? 2 : 1; left > 0; left -= 1) {
    const at = random.below(parts.length);
    const { mutate } = seed.parts[at] ?? { mutate: mutateBytes };
    const pool = random.pick(seeds).parts.map(({ bytes }) => bytes);
    parts[at] = mutate(random, parts[at] ?? Buffer.alloc(0), pool);
  }
  const whole = seed.join(parts);
  const others = random.once(2) ? [seed.join(seed.parts.map(({ bytes }) => bytes))] : [];
  return random.once(6) ? mutateBytes(random, whole, others) : whole;
}
